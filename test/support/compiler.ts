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
 * The errors of each of these codes, compiled with the project's settings as if it were a file beside `path`, below the project's
 * root. One program holds them all, so that many cost little more than one.
 */
export function errorsOf(path: string, codes: readonly string[]): (code: string) => string[] {
  const names = new Map(codes.map((code, index) => [code, join(ROOT, path, `snippet-${index}.ts`)]));
  const files = new Map([...names].map(([code, name]) => [name, `${code}\nexport {};\n`]));
  const options = settings();
  const host = ts.createCompilerHost(options, true);
  const open = host.getSourceFile.bind(host);
  host.getSourceFile = (name, version) => {
    const code = files.get(name);
    return code === undefined ? open(name, version) : ts.createSourceFile(name, code, version, true);
  };
  const exists = host.fileExists.bind(host);
  host.fileExists = (name) => files.has(name) || exists(name);
  const program = ts.createProgram([...files.keys()], options, host);
  return (code) => {
    const file = program.getSourceFile(names.get(code) ?? '');
    if (file === undefined) throw new Error('a code that was not compiled');
    const found = [...program.getSyntacticDiagnostics(file), ...program.getSemanticDiagnostics(file)];
    return found.map(({ messageText }) => ts.flattenDiagnosticMessageText(messageText, '\n'));
  };
}
