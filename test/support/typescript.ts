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
