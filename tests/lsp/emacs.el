;;; Run by editors_test.py in a real Emacs with the configuration that we hand out: opens the plan,
;;; waits for the finding, applies its fix, waits until it is gone, and says as JSON what it saw.  -*- lexical-binding: t -*-
(require 'cl-lib)
(require 'json)
(require 'eglot)
(require 'flymake)

(defvar seen nil)
(defvar draft 0 "How much was last told of the file that the settings leave out.")
(cl-defmethod eglot-handle-notification :before
  (_server (_method (eql textDocument/publishDiagnostics)) &key uri diagnostics &allow-other-keys)
  (when (string-suffix-p "/drafts/B.capa" uri) (setq draft (length diagnostics))))

(defun finish ()
  (with-temp-file (getenv "RESULT") (insert (json-encode seen)))
  (kill-emacs 0))

(defun wait-for (what condition)
  (let ((end (+ (float-time) 60)))
    (while (not (funcall condition))
      (when (> (float-time) end)
        (push (cons 'gave_up what) seen)
        (finish))
      (accept-process-output nil 0.05))))

(defun misspelt ()
  (cl-remove-if-not (lambda (finding) (string-match-p "`coer`" (flymake-diagnostic-text finding)))
                    (flymake-diagnostics)))

(find-file (getenv "PLAN"))
(run-hooks 'post-command-hook)  ; which eglot waits for, and which --batch does not run
(wait-for "eglot" #'eglot-managed-p)
(flymake-start)
(wait-for "the finding" (lambda () (= 1 (length (misspelt)))))
(let ((finding (car (misspelt))))
  (push (cons 'finding
              `((line . ,(1- (line-number-at-pos (flymake-diagnostic-beg finding))))
                (text . ,(buffer-substring-no-properties (flymake-diagnostic-beg finding)
                                                         (flymake-diagnostic-end finding)))
                (message . ,(flymake-diagnostic-text finding))))
        seen)
  (push (cons 'findings (length (flymake-diagnostics))) seen)
  (goto-char (flymake-diagnostic-beg finding)))

(push (cons 'hover (plist-get (plist-get (jsonrpc-request (eglot-current-server) :textDocument/hover
                                                          (eglot--TextDocumentPositionParams))
                                         :contents)
                              :value))
      seen)

(let ((last-nonmenu-event ?x))
  (cl-letf (((symbol-function 'completing-read)
             (lambda (_prompt items &rest _)
               (push (cons 'actions (vconcat (mapcar #'car items))) seen)
               (caar items))))
    (eglot-code-actions (point) (point) "quickfix" t)))
(eglot--signal-textDocument/didChange)
(wait-for "no finding" (lambda () (null (misspelt))))
(push (cons 'text (buffer-substring-no-properties (point-min) (point-max))) seen)
(push (cons 'left (length (flymake-diagnostics))) seen)
(eglot-format-buffer)
(push (cons 'formatted (buffer-substring-no-properties (point-min) (point-max))) seen)
(push (cons 'draft draft) seen)
(eglot-shutdown (eglot-current-server))
(finish)
