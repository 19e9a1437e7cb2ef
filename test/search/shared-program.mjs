/** The compiled program, run again and again in one process: what a test asks by a message, it answers by one. */
import { resolve } from "node:path";
import { pathToFileURL } from "node:url";

const home = process.cwd();
const { runProgram } = await import(pathToFileURL(resolve("dist/search/command/program.js")).href);

process.on("message", async ({ words, folder }) => {
  const written = { stdout: "", stderr: "" };
  for (const name of Object.keys(written)) {
    process[name].write = (text) => {
      written[name] += text;
      return true;
    };
  }
  process.chdir(resolve(home, folder));
  process.exitCode = 0;
  try {
    await runProgram(words);
  } catch (error) {
    process.exitCode = 1;
    written.stderr += `${error.stack}\n`;
  }
  process.send({ code: process.exitCode, ...written });
  process.exitCode = 0;
});
process.send("ready");
