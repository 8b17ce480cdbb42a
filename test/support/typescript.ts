import { join } from 'node:path';
import ts from 'typescript';

export const ROOT = join(__dirname, '../..');

/** The compiler's settings of this project, without output. */
export function projectOptions(): ts.CompilerOptions {
  const { config } = ts.readConfigFile(join(ROOT, 'tsconfig.json'), (path) => ts.sys.readFile(path)) as {
    config: object;
  };
  return { ...ts.parseJsonConfigFileContent(config, ts.sys, ROOT).options, types: ['node'], noEmit: true };
}

/** What `npm run typecheck` would say if these files were there, by path from the project's root: the first error of each. */
export function firstErrors(files: Readonly<Record<string, string>>): Record<string, string | undefined> {
  const texts = new Map(Object.entries(files).map(([path, text]) => [join(ROOT, path), text]));
  const options = projectOptions();
  const disk = ts.createCompilerHost(options);
  const host: ts.CompilerHost = {
    ...disk,
    fileExists: (path) => texts.has(path) || disk.fileExists(path),
    readFile: (path) => texts.get(path) ?? disk.readFile(path),
    getSourceFile: (path, language, ...rest) => {
      const text = texts.get(path);
      return text === undefined
        ? disk.getSourceFile(path, language, ...rest)
        : ts.createSourceFile(path, text, language);
    },
  };
  const program = ts.createProgram([...texts.keys()], options, host);
  return Object.fromEntries(
    Object.keys(files).map((path) => {
      const file = program.getSourceFile(join(ROOT, path));
      const [error] = program.getSemanticDiagnostics(file);
      return [path, error && ts.flattenDiagnosticMessageText(error.messageText, '\n').split('\n')[0]];
    }),
  );
}
