import { existsSync } from 'node:fs';
import { Command } from 'commander';
import { askCommand } from './ask.ts';
import { backupCommand } from './backup.ts';
import { configCommand } from './config.ts';
import { demoCommand } from './demo.ts';
import { doctorCommand } from './doctor.ts';
import { importLegacyCommand } from './import-legacy.ts';
import { linkCommand } from './link.ts';
import { mcpCommand } from './mcp.ts';
import { migrateCommand } from './migrate.ts';
import { openapiCommand } from './openapi.ts';
import { piSimulatorCommand } from './pi-simulator.ts';
import { plainLine } from './plain-line.ts';
import { restoreCommand } from './restore.ts';
import { rotateKeyCommand } from './rotate-key.ts';
import { serveCommand } from './serve.ts';
import { userCommand } from './user.ts';
import { VERSION } from '../lib/version.ts';

// Whatever a command makes is for its owner only: the store holds messages and phone numbers as they came.
process.umask(0o077);

/*
 * Commands import what they need when they run, so that --help and a wrong option answer at once.
 */
const program = new Command('plantline')
  .description('Ask your plant by chat. Plantline reads plant systems and never writes to them.')
  .version(VERSION)
  .option('--env-file <file>', 'read settings from this file; the environment goes before it')
  .addCommand(serveCommand())
  .addCommand(demoCommand())
  .addCommand(askCommand())
  .addCommand(linkCommand())
  .addCommand(doctorCommand())
  .addCommand(userCommand())
  .addCommand(mcpCommand())
  .addCommand(migrateCommand())
  .addCommand(importLegacyCommand())
  .addCommand(backupCommand())
  .addCommand(restoreCommand())
  .addCommand(configCommand())
  .addCommand(rotateKeyCommand())
  .addCommand(piSimulatorCommand())
  .addCommand(openapiCommand())
  .hook('preAction', () => {
    const { envFile } = program.opts<{ envFile?: string }>();
    if (envFile === undefined) return;
    if (!existsSync(envFile)) program.error(`There is no file ${envFile}: check --env-file.`);
    process.loadEnvFile(envFile);
  });

for (const command of allCommands(program)) {
  command.configureHelp({ showGlobalOptions: true }).configureOutput({
    // A suggestion would be a second line; scripts and people expect one.
    outputError: (text, write) => write(`${text.trim().replaceAll(/\s*\n\s*/g, ' ')}\n`),
  });
}

// `plantline … | head` closes the pipe early; that is no failure of ours.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code === 'EPIPE') process.exit(0);
  throw error;
});

try {
  await program.parseAsync();
} catch (error) {
  console.error(plainLine(error));
  process.exitCode = 1;
}

function allCommands(command: Command): Command[] {
  return [command, ...command.commands.flatMap((inner) => allCommands(inner))];
}
