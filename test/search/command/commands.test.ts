import type { Command } from "commander";
import { describe, expect, it } from "vitest";
import { asListed, COMMANDS, commandsFor } from "../../../search/command/commands.js";

const line = (command: Command) => {
  const help = command.createHelp();
  return [help.subcommandTerm(command), help.subcommandDescription(command)];
};

describe("the list of commands", () => {
  it.each(COMMANDS)("lists $name as its module describes it", async (listed) => {
    expect(line(asListed(listed))).toEqual(line(await listed.load()));
  });

  it("loads the commands that the command line names, and no others", async () => {
    const commands = await commandsFor(["help", "status"]);
    const loaded = commands.filter((command) => command.helpInformation().includes("the folder of a run"));
    expect(loaded.map((command) => command.name())).toEqual(["status"]);
    expect(commands.map((command) => command.name())).toEqual(COMMANDS.map(({ name }) => name));
  });
});
