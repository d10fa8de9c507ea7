;;; capa-mode.el --- job plans, checked by capalint  -*- lexical-binding: t -*-

;; For Emacs 28 with the package eglot, or Emacs 29 and later, which have it.  In ~/.emacs.d/init.el:
;;
;;   (load "/path/to/capa-mode")
;;
;; Settings, where they are wanted:
;;
;;   (setq-default eglot-workspace-configuration
;;                 '((:capalint . (:exclude ["drafts/"] :quarter "2026-Q4"))))

;;; Code:

(defvar capa-command '("capalint" "lsp")
  "The language server; or (\"/path/to/capalint/dev\" \"run\" \"lsp\").
What a file or a folder sets for it does not count.")

(defvar capa-mode-syntax-table
  (let ((table (make-syntax-table)))
    (modify-syntax-entry ?# "<" table)
    (modify-syntax-entry ?\n ">" table)
    (modify-syntax-entry ?- "w" table)
    (modify-syntax-entry ?' "w" table)
    (modify-syntax-entry ?\\ "." table)
    table))

(defconst capa-font-lock-keywords
  '(("^\\s-*\\(team\\|plan\\(?:\\s-+vacant\\)?\\|rules\\|rule\\|pack\\|setting\\|activity\\)\\>" 1 font-lock-keyword-face)
    ("^\\s-*\\(quarter\\|referrals\\|transfer\\|core\\|weeks\\|fte\\|sites\\|skills\\|choice\\|target\\|actual\\|set\\|role\\|group\\|contract\\|before\\|leave\\|review\\|agreed\\|until\\|use\\|level\\|allow\\|code\\|title\\|standard\\|source\\|doc\\|for\\|let\\|require\\|at\\|say\\|note\\|help\\|fix\\|example\\|language\\)\\>"
     1 font-lock-keyword-face)
    ("^\\s-*\\(any\\s-+day\\>\\|\\(?:mon\\|tue\\|wed\\|thu\\|fri\\|sat\\|sun\\)\\(?:[-,]\\sw+\\)*\\>\\(?:\\s-+\\(?:am\\|pm\\|eve\\)\\>\\)?\\)"
     1 font-lock-function-name-face)
    ("\\_<x?[0-9][0-9.:%a-z]*" . font-lock-constant-face)))

;;;###autoload
(define-derived-mode capa-mode prog-mode "Capa"
  "Job plans of the Choice and Partnership Approach."
  (setq-local comment-start "# ")
  (setq-local comment-start-skip "#+\\s-*")
  (setq-local indent-tabs-mode nil)
  (setq-local tab-width 2)
  (setq-local indent-line-function #'indent-relative)
  (setq-local font-lock-defaults '(capa-font-lock-keywords)))

;;;###autoload
(add-to-list 'auto-mode-alist '("\\.capa\\'" . capa-mode))

;; A plan belongs to the folder with a capalint.capa, also where that is not all of a repository.
(defun capa-project (folder)
  "The workspace around FOLDER, for project.el."
  (when-let ((root (locate-dominating-file folder "capalint.capa")))
    (cons 'transient root)))
(add-hook 'project-find-functions #'capa-project)

(when (require 'eglot nil t)
  (add-to-list 'eglot-server-programs (cons 'capa-mode (lambda (&rest _) (default-value 'capa-command))))
  (add-hook 'capa-mode-hook #'eglot-ensure))

(provide 'capa-mode)
;;; capa-mode.el ends here
