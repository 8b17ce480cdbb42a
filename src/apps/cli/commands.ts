import { Command, InvalidArgumentError } from 'commander';
import type { Config } from '../../config';
import { DomainError } from '../../kernel/errors';
import type { AlarmsOptions } from './alarms';
import type { BackupOptions } from './backup/backup';
import type { BringBackOptions } from './backup/bring-back';
import type { ResetOptions } from './create-officer';
import type { FixityOptions } from './fixity';
import type { JobsChoices } from './jobs';
import type { ExportOptions } from './language';
import type { LawOptions } from './law/law';
import type { RedactionCheckOptions } from './redaction-check';
import type { RepairOptions } from './repair';
import type { RepudiateOptions } from './repudiate';
import type { RestoreOptions } from './restore';
import type { VerifyChoices } from './verify';
import type { WitnessChoices } from './witness';

const settings = async (): Promise<Config> => (await import('../../config/index.js')).loadConfig();

const atLeastOne = (text: string): number => {
  if (!/^[1-9]\d{0,5}$/.test(text)) throw new InvalidArgumentError('It must be a whole number from 1 up.');
  return Number(text);
};

// Each command loads only what it needs: `verify` must not wait for Nest or for settings, nor `doctor` fail with it.
function program(): Command {
  const lintel = new Command('lintel')
    .description(
      'Takes in doorbell footage as evidence. Settings come from the environment; see docs/operations.md.',
    )
    .showHelpAfterError();
  lintel
    .command('start')
    .description('run everything: database (unless DATABASE_URL is set), intake, workspace and worker')
    .action(async () => (await import('./start/start.js')).start(await settings()));
  lintel
    .command('prepare')
    .description('users, folders and settings of the processes, where systemd starts them (deploy/systemd)')
    .action(async () => (await import('./start/prepare.js')).prepare(await settings()));
  lintel
    .command('migrate')
    .description('bring the tables of the database up to date')
    .action(async () => (await import('./migrate.js')).migrate(await settings()));
  lintel
    .command('db-init')
    .description('make the roles and the database on a server of your own (ADMIN_DATABASE_URL)')
    .action(async () => (await import('./migrate.js')).initDatabase(await settings()));
  lintel
    .command('store-init')
    .description('make the two buckets of an S3 store of your own')
    .option('--policies <folder>', 'also say who may do what in them, by the two policies in it (deploy/s3)')
    .action(async (options: { policies?: string }) =>
      (await import('./store-init.js')).initStore(await settings(), options),
    );
  lintel
    .command('create-officer')
    .description('make an officer and print the one-time password')
    .requiredOption('--email <address>', 'work email address, to sign in with')
    .requiredOption('--name <name>', 'name as it stands in statements')
    .option('--role <role>', 'what the officer may do', 'investigator')
    .action(async (options: { email: string; name: string; role: string }) =>
      (await import('./create-officer.js')).createOfficer(await settings(), options),
    );
  lintel
    .command('reset-officer')
    .description('give an officer a new one-time password and end all sessions; the second step stays')
    .requiredOption('--email <address>', 'the address of the account')
    .requiredOption(
      '--checked <how>',
      'how you made sure who asks: in-person or by-supervisor; the log has it',
    )
    .option('--second-step-lost', 'also take passkeys, app and recovery codes away')
    .action(async (options: ResetOptions) =>
      (await import('./create-officer.js')).resetOfficer(await settings(), options),
    );
  lintel
    .command('reseal')
    .description('seal secrets of authenticator apps with a new WORKSPACE_SECRET_KEY')
    .action(async () => (await import('./reseal.js')).reseal(await settings()));
  lintel
    .command('verify')
    .description('check a bundle or the custody log: 0 proven, 1 evidence of tampering, 2 cannot tell')
    .argument('[path]', 'a bundle (ZIP or folder) or exported records; needs no database')
    .option('--live', 'the log in the database')
    .option('--key <file...>', 'verifier keys (C2SP vkey) from a place that is trusted')
    .option('--key-fingerprint <hex>', 'SHA-256 of the key of the bundle, from a place that is trusted')
    .option('--checkpoint <file...>', 'checkpoints that were kept elsewhere')
    .option('--authority <file...>', 'root certificates (PEM) of time stamp authorities')
    .option('--witness <file...>', 'keys (C2SP vkey) of witnesses of the log, from a place that is trusted')
    .option('--json', 'the verdict for machines')
    .action(async (path: string | undefined, options: VerifyChoices) => {
      process.exitCode = await (await import('./verify.js')).verify(path, options);
    });
  lintel
    .command('repudiate')
    .description('state that events of the custody log were not made by whom they name, as after a break-in')
    .requiredOption('--events <ids>', 'their ids, with commas between')
    .requiredOption('--since <date>', 'from when whoever made them may have been at it')
    .requiredOption('--why <text>', 'how it is known; the log commits to it and does not show it')
    .action(async (options: RepudiateOptions) =>
      (await import('./repudiate.js')).repudiate(await settings(), options),
    );
  lintel
    .command('alarms')
    .description(
      'list what the custody log contradicts; with --resolve, state that a person has dealt with it',
    )
    .option('--resolve <id>', 'one of the list')
    .option('--why <text>', 'what was found out and done; the log commits to it and does not show it')
    .action(async (options: AlarmsOptions) => {
      process.exitCode = await (await import('./alarms.js')).alarms(await settings(), options);
    });
  lintel
    .command('keys')
    .description('print the verifier keys (C2SP vkey) of the custody log: publish them')
    .option(
      '--add',
      'let the keys here sign a log that others have signed: after a loss, or a change of all keys',
    )
    .action(async (options: { add?: boolean }) =>
      (await import('./keys.js')).printKeys(await settings(), options),
    );
  lintel
    .command('witness')
    .description('watch the custody logs of others, and cosign what only grew (C2SP tlog-witness)')
    .requiredOption('--name <name>', 'what it is called in its cosignatures, such as witness.example/one')
    .requiredOption('--log <file...>', 'verifier keys (C2SP vkey) of the logs to watch')
    .requiredOption('--folder <folder>', 'where it keeps its key and what it has seen')
    .option('--host <host>', 'address to listen on', '127.0.0.1')
    .option('--port <port>', 'port to listen on', '8090')
    .action(async (options: WitnessChoices) => (await import('./witness.js')).witness(options));
  lintel
    .command('jobs')
    .description('list the work that was given up or waits, and why; with --retry, have it done again')
    .option('--retry <queue/id>', 'one of the list, or all; says what became of each')
    .option('--wait <seconds>', 'how long to wait for that', Number)
    .action(async (options: JobsChoices) => (await import('./jobs.js')).jobs(await settings(), options));
  lintel
    .command('backup')
    .description(
      'copy database and stored files while Lintel runs; what is stored already is not copied twice',
    )
    .requiredOption('--to <folder>', 'where backups are kept, best on another machine’s disk')
    .option('--keys-to <folder>', 'where secrets and signing keys are copied: apart from the backup')
    .option('--keep <number>', 'remove all but this many of the newest backups', atLeastOne)
    .action(async (options: BackupOptions) =>
      (await import('./backup/backup.js')).backup(await settings(), options),
    );
  lintel
    .command('restore')
    .description(
      'bring a backup back (--from); else compare the store with the database, as is to be done after it',
    )
    .option('--from <folder>', 'one of the backups, into a home that has no database')
    .option('--keys <folder>', 'where its secrets and keys were kept')
    .option('--take-back <id>', 'a locked original without a row: give it one again')
    .option('--urn <urn>', 'of the investigation that it belongs to')
    .option('--accept', 'state in the log what was lost, and let erasing go on')
    .option('--why <text>', 'what happened; the log commits to it and does not show it')
    .action(async ({ from, keys, ...options }: RestoreOptions & Partial<BringBackOptions>) => {
      if (from === undefined) return (await import('./restore.js')).restore(await settings(), options);
      const where = { from, ...(keys !== undefined && { keys }) };
      return (await import('./backup/bring-back.js')).bringBack(await settings(), where);
    });
  lintel
    .command('fixity')
    .description('read every stored file again and compare: 0 all right, 1 something is damaged')
    .option('--clip <id>', 'the files of one item alone')
    .option('--bundle <id>', 'the own files of one bundle alone')
    .option('--since <day>', 'only what was locked or sealed since then')
    .action(async (options: FixityOptions) => {
      process.exitCode = await (await import('./fixity.js')).fixity(await settings(), options);
    });
  lintel
    .command('repair')
    .description('put the right file in the place of a damaged one: 0 repaired, 1 something is still damaged')
    .option('--clip <id>', 'of which item')
    .option('--bundle <id>', 'or of which bundle')
    .requiredOption('--why <text>', 'the log commits to it')
    .option(
      '--file <name>',
      'the kind of working copy that `fixity` names, else the original; of a bundle the path, else the first that is damaged',
    )
    .option(
      '--from <file>',
      'a copy from elsewhere; without it the other versions in the store are looked at',
    )
    .action(async (options: RepairOptions) => {
      process.exitCode = await (await import('./repair.js')).repair(await settings(), options);
    });
  lintel
    .command('redaction-check')
    .description(
      'follow the recipe of a redacted copy, or of a film of several clips, again and compare: 0 it holds, 1 it does not, 2 a film holds as far as the originals at hand go; needs no database',
    )
    .requiredOption('--original <file...>', 'the recording that was redacted; of a film, those of its parts')
    .requiredOption('--copy <file>', 'the redacted copy, or the film')
    .requiredOption('--recipe <file>', 'its recipe.json')
    .requiredOption(
      '--proof <file>',
      'its proof.json; of a film also the history (records.txt) of its first part',
    )
    .option('--json', 'the result for machines')
    .action(async (options: RedactionCheckOptions) => {
      process.exitCode = await (
        await import('./redaction-check.js')
      ).redactionCheck(await settings(), options);
    });
  lintel
    .command('doctor')
    .description('check this installation, and say how to mend what is wrong')
    .action(async () => {
      process.exitCode = await (await import('./doctor/doctor.js')).doctor(await settings());
    });
  lintel
    .command('law')
    .description(
      'list the texts of law, forms and periods that are followed, and which want a look (docs/law.md)',
    )
    .option('--json', 'the list for machines')
    .option(
      '--checked <id...>',
      'record that a person compared these of the list, or all, with their sources',
    )
    .option('--found <what>', 'same or changed')
    .option('--by <name>', 'who compared them')
    .option('--note <text>', 'what was found; needed where something has changed')
    .option('--on <day>', 'the day on which that was, if not today')
    .action(async (options: LawOptions) => (await import('./law/law.js')).law(await settings(), options));
  const language = lintel
    .command('language')
    .description('translations of the victim’s pages, for translators (PO files)');
  language
    .command('export')
    .description('write all texts with what is translated of them; begins with the draft, if there is one')
    .argument('<tag>', 'the language: pl, ar, pt-BR')
    .requiredOption('--to <file>', 'the PO file to write')
    .option(
      '--from <file>',
      'a PO file that was worked on: what fits is taken over, what has changed is marked',
    )
    .action(async (tag: string, options: ExportOptions) =>
      (await import('./language.js')).exportLanguage(tag, options),
    );
  language
    .command('check')
    .description('say whether a translation is whole, and what is missing')
    .argument('<file>', 'the PO file')
    .action(async (file: string) => (await import('./language.js')).checkLanguage(file));
  return lintel;
}

/** One clear sentence; a stack trace only where the operator asked for debugging. */
async function explain(error: unknown): Promise<string> {
  if (error instanceof DomainError) return error.message;
  const { BadConfiguration } = await import('../../config/index.js');
  if (error instanceof BadConfiguration) return error.message;
  const { scrubText } = await import('../../platform/observability/index.js');
  return `Lintel failed: ${scrubText(error instanceof Error ? (error.stack ?? error.message) : String(error))}`;
}

export async function main(argv: readonly string[]): Promise<void> {
  try {
    await program().parseAsync(argv);
  } catch (error) {
    process.stderr.write(`${await explain(error)}\n`);
    process.exitCode = 1;
  }
}
