-- capalint in Neovim 0.7 or later: copy to ~/.config/nvim/plugin/capalint.lua.
local command = { "capalint", "lsp" } -- or { "/path/to/capalint/dev", "run", "lsp" }
local settings = {} -- such as { exclude = { "drafts/" }, quarter = "2026-Q4" }
local format_on_save = false

local clients = {} -- by folder, for Neovim 0.7, which has no vim.lsp.start

local function root_of(file)
  local folder = vim.fn.fnamemodify(file, ":p:h")
  local above = vim.fn.fnameescape(folder) .. ";"
  local marker = vim.fn.findfile("capalint.capa", above)
  if marker == "" then marker = vim.fn.finddir(".git", above) end
  if marker == "" then return folder end
  return (vim.fn.fnamemodify(marker, ":p"):gsub("/%.git/?$", ""):gsub("/capalint%.capa$", ""))
end

local function on_attach(_, buffer)
  local function map(keys, action, what)
    vim.keymap.set("n", keys, action, { buffer = buffer, desc = what })
  end
  map("K", vim.lsp.buf.hover, "what this is")
  map("gd", vim.lsp.buf.definition, "where it is declared")
  map("<leader>a", vim.lsp.buf.code_action, "mend or allow what was found")
  map("<leader>f", vim.lsp.buf.format or vim.lsp.buf.formatting_sync, "format")
  map("]d", vim.diagnostic.goto_next, "next finding")
  map("[d", vim.diagnostic.goto_prev, "previous finding")
end

local group = vim.api.nvim_create_augroup("capalint", {})

vim.api.nvim_create_autocmd({ "BufRead", "BufNewFile" }, {
  group = group,
  pattern = "*.capa",
  callback = function() vim.bo.filetype = "capa" end,
})

vim.api.nvim_create_autocmd("FileType", {
  group = group,
  pattern = "capa",
  callback = function(event)
    vim.bo.commentstring = "# %s"
    vim.bo.shiftwidth = 2
    vim.bo.expandtab = true
    vim.bo.omnifunc = "v:lua.vim.lsp.omnifunc"
    vim.cmd([[
      syntax match Statement /^\s*\%(mon\|tue\|wed\|thu\|fri\|sat\|sun\)\%([-,]\a\{3}\)*\>\%(\s\+\%(am\|pm\|eve\)\>\)\?/
      syntax match Statement /^\s*any\s\+day\>/
      syntax match Keyword /^\s*\%(team\|plan\%(\s\+vacant\)\?\|rules\|rule\|pack\|setting\|activity\)\>/
      syntax match Keyword /^\s*\%(quarter\|referrals\|transfer\|core\|weeks\|fte\|sites\|skills\|choice\|target\|actual\|set\|role\|group\|contract\|before\|leave\|review\|agreed\|until\|use\|level\|allow\|code\|title\|standard\|source\|doc\|for\|let\|require\|at\|say\|note\|help\|fix\|example\|language\)\>/
      syntax match Number /\<x\?\d[0-9.:%-]*\%([a-zQ]\+\d*\)*/
      syntax match String /"[^"]*"/
      syntax match Comment /#.*/
    ]])
    local config = {
      name = "capalint",
      cmd = command,
      root_dir = root_of(event.file),
      init_options = settings,
      on_attach = on_attach,
    }
    if vim.lsp.start then
      vim.lsp.start(config)
    else
      local known = clients[config.root_dir]
      if not known or vim.lsp.client_is_stopped(known) then
        known = vim.lsp.start_client(config)
        clients[config.root_dir] = known
      end
      vim.lsp.buf_attach_client(event.buf, known)
    end
  end,
})

if format_on_save then
  vim.api.nvim_create_autocmd("BufWritePre", {
    group = group,
    pattern = "*.capa",
    callback = vim.lsp.buf.format or function() vim.lsp.buf.formatting_sync(nil, 2000) end,
  })
end
