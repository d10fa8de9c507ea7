// Starts `capalint lsp` and leaves the rest to it and to the language client.
const { homedir } = require("os");
const { commands, window, workspace } = require("vscode");
const { LanguageClient } = require("vscode-languageclient/node");

let client;

async function start() {
  const command = workspace.getConfiguration("capalint").get("path") || "capalint";
  client = new LanguageClient(
    "capalint",
    "capalint",
    // Not in the folder that is open: what lies there is never looked up as a program.
    { command, args: ["lsp"], options: { cwd: homedir() } },
    {
      documentSelector: [{ language: "capa", scheme: "file" }, { language: "capa", scheme: "untitled" }],
      initializationOptions: workspace.getConfiguration("capalint"),
      synchronize: { configurationSection: "capalint" },
    },
  );
  try {
    await client.start();
  } catch (error) {
    const choice = await window.showErrorMessage(
      `\`${command}\` could not be started, so plans are not checked: ${error.message}`,
      "Say where capalint is",
    );
    if (choice) await commands.executeCommand("workbench.action.openSettings", "capalint.path");
  }
}

async function stop() {
  const stopped = client;
  client = undefined;
  if (stopped?.isRunning()) await stopped.stop();
}

async function restart() {
  await stop();
  await start();
}

exports.activate = (context) => {
  context.subscriptions.push(
    commands.registerCommand("capalint.restart", restart),
    workspace.onDidChangeConfiguration((change) => change.affectsConfiguration("capalint.path") && restart()),
  );
  return start();
};

exports.deactivate = stop;
