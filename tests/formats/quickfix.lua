-- nvim -c 'luafile quickfix.lua' FILE…: Neovim's quickfix list of a `.short` or `.text` file has to hold the findings of
-- the `.json` beside it.
local formats = {
  short = '%f:%l:%c: %trror: %m,%f:%l:%c: %tarning: %m,%f:%l:%c: %tote: %m',
  text = '%E%trror[%*[A-Z0-9]]: %m,%W%tarning[%*[A-Z0-9]]: %m,%I%tote[%*[A-Z0-9]]: %m,%Z%*[ ]--> %f:%l:%c,%-G%.%#',
}

local function differ(path)
  local format = vim.fn.fnamemodify(path, ':e')
  vim.o.errorformat = formats[format]
  vim.cmd('cgetfile ' .. vim.fn.fnameescape(path))
  local json = table.concat(vim.fn.readfile(vim.fn.fnamemodify(path, ':r') .. '.json'), '\n')
  local items, findings = vim.fn.getqflist(), vim.json.decode(json).findings
  for i = 1, math.max(#items, #findings) do
    local item, finding = items[i], findings[i]
    local same = item and finding and item.valid == 1
      and vim.fn.bufname(item.bufnr) == finding.path
      and item.lnum == finding.range.start.line
      and item.col == finding.range.start.column
      and item.type == finding.level:sub(1, 1)
      and item.text == finding.message .. (format == 'short' and ' [' .. finding.code .. ']' or '')
    if not same then return vim.inspect({ item = item or 'none', finding = finding or 'none' }) end
  end
end

for _, path in ipairs(vim.fn.argv()) do
  local difference = differ(path)
  if difference then
    io.stderr:write(path .. ': ' .. difference .. '\n')
    vim.cmd('cquit 1')
  end
end
vim.cmd('qall!')
