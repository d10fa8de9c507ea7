-- Run by editors_test.py in a real Neovim with the configuration that we hand out: opens the plan,
-- waits for the finding, applies its fix, waits until the finding is gone, and says as JSON what it saw.
local plan, draft, result = vim.env.PLAN, vim.env.DRAFT, vim.env.RESULT
local seen = {}

local function finish()
  vim.fn.writefile({ vim.fn.json_encode(seen) }, result)
  vim.cmd("qall!")
end

local function wait_for(what, condition)
  if not vim.wait(60000, condition, 20) then
    seen.gave_up = what
    finish()
  end
end

local function misspelt()
  return vim.tbl_filter(function(finding)
    return finding.message:find("`coer`", 1, true) ~= nil
  end, vim.diagnostic.get(0))
end

vim.cmd("edit " .. vim.fn.fnameescape(plan))
wait_for("the finding", function() return #misspelt() == 1 end)
local client = next(vim.lsp.buf_get_clients(0))
local finding = misspelt()[1]
seen.finding = { line = finding.lnum, column = finding.col, end_column = finding.end_col,
  message = finding.message, source = finding.source }
seen.findings = #vim.diagnostic.get(0)

vim.api.nvim_win_set_cursor(0, { finding.lnum + 1, finding.col })

-- 0.7 asks with a menu, as the user would see it.
vim.ui.select = function(items, _, choose)
  seen.actions = vim.tbl_map(function(item) return item[2].title end, items)
  choose(items[1], 1)
end
local hover = vim.lsp.buf_request_sync(0, "textDocument/hover",
  vim.lsp.util.make_position_params(), 60000)
seen.hover = hover[client].result.contents.value
vim.lsp.buf.code_action()
wait_for("the fix", function()
  return not vim.tbl_contains(vim.api.nvim_buf_get_lines(0, 0, -1, false), "  mon am coer 3.5h x2")
end)
wait_for("no finding", function() return #misspelt() == 0 end)
seen.text = table.concat(vim.api.nvim_buf_get_lines(0, 0, -1, false), "\n") .. "\n"
seen.left = #vim.diagnostic.get(0)

vim.lsp.buf.formatting_sync(nil, 60000)
seen.formatted = table.concat(vim.api.nvim_buf_get_lines(0, 0, -1, false), "\n") .. "\n"

-- What the settings leave out is told of only when it is open.
seen.draft = #vim.diagnostic.get(vim.uri_to_bufnr(vim.uri_from_fname(draft)))
vim.lsp.stop_client(client)
wait_for("the end", function() return vim.lsp.client_is_stopped(client) end)
finish()
