import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';

const ROOT = join(__dirname, '../..');

function settings(): ts.CompilerOptions {
  const { config } = ts.readConfigFile(join(ROOT, 'tsconfig.json'), (path) => readFileSync(path, 'utf8')) as {
    config: { compilerOptions: object };
  };
  const { options } = ts.convertCompilerOptionsFromJson(config.compilerOptions, ROOT);
  return { ...options, noEmit: true, noUnusedLocals: false };
}

/**
 * Errors of code compiled with the project's settings as if it were the file at `path`, below the project's root. One host
 * keeps what does not change, so that many snippets cost little more than one.
 */
export function compilerAt(path: string): (code: string) => string[] {
  const snippet = join(ROOT, path);
  const options = settings();
  const host = ts.createCompilerHost(options, true);
  const kept = new Map<string, ts.SourceFile | undefined>();
  const open = host.getSourceFile.bind(host);
  let code = '';
  host.getSourceFile = (name, version) => {
    if (name === snippet) return ts.createSourceFile(name, code, version, true);
    if (!kept.has(name)) kept.set(name, open(name, version));
    return kept.get(name);
  };
  const exists = host.fileExists.bind(host);
  host.fileExists = (name) => name === snippet || exists(name);
  let before: ts.Program | undefined;
  return (text) => {
    code = `${text}\nexport {};\n`;
    before = ts.createProgram([snippet], options, host, before);
    const file = before.getSourceFile(snippet);
    const found = [...before.getSyntacticDiagnostics(file), ...before.getSemanticDiagnostics(file)];
    return found.map(({ messageText }) => ts.flattenDiagnosticMessageText(messageText, '\n'));
  };
}
