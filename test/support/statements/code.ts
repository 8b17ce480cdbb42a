import { join } from 'node:path';
import ts from 'typescript';
import { ROOT } from '../typescript';

/** Texts of files that lie on no disk, by their path below the root of the project. */
export type Drafts = Readonly<Record<string, string>>;

const absolute = (path: string): string => join(ROOT, path);

/** What lies on the disk, read once for all programs: they have the same settings. */
const onDisk = new Map<string, ts.SourceFile>();

function hostWith(options: ts.CompilerOptions, drafts: Drafts): ts.CompilerHost {
  const texts = new Map(Object.entries(drafts).map(([path, text]) => [absolute(path), text]));
  const host = ts.createCompilerHost(options);
  return {
    ...host,
    directoryExists: (path) =>
      [...texts.keys()].some((file) => file.startsWith(path)) || ts.sys.directoryExists(path),
    fileExists: (path) => texts.has(path) || host.fileExists(path),
    readFile: (path) => texts.get(path) ?? host.readFile(path),
    getSourceFile: (path, ...more) => {
      const text = texts.get(path);
      if (text !== undefined) return ts.createSourceFile(path, text, ts.ScriptTarget.ES2023, true);
      const file = onDisk.get(path) ?? host.getSourceFile(path, ...more);
      if (file !== undefined) onDisk.set(path, file);
      return file;
    },
  };
}

/** The product's code as the compiler sees it. */
export class Code {
  readonly checker: ts.TypeChecker;
  /** Those below `src`. */
  readonly files: readonly ts.SourceFile[];

  private constructor(private readonly program: ts.Program) {
    this.checker = program.getTypeChecker();
    this.files = program.getSourceFiles().filter(({ fileName }) => fileName.startsWith(absolute('src/')));
  }

  /** All that is built, or where there are drafts: these, and what they import. */
  static read(drafts: Drafts = {}): Code {
    const config = ts.readConfigFile(absolute('tsconfig.build.json'), (path) => ts.sys.readFile(path));
    const { options, fileNames } = ts.parseJsonConfigFileContent(config.config, ts.sys, ROOT);
    const settings = { ...options, incremental: false, noEmit: true, noCheck: false };
    delete settings.tsBuildInfoFile;
    const drafted = Object.keys(drafts).map(absolute);
    const program = ts.createProgram(
      drafted.length > 0 ? drafted : fileNames,
      settings,
      hostWith(settings, drafts),
    );
    return new Code(program);
  }

  /** The first thing that the compiler has to say of a file, without its details. */
  firstError(path: string): string | undefined {
    const [error] = this.program.getSemanticDiagnostics(this.program.getSourceFile(absolute(path)));
    return error && ts.flattenDiagnosticMessageText(error.messageText, '\n').split('\n')[0];
  }

  /** What a name stands for, also one that was imported. */
  declarationOf(name: ts.Node): ts.Declaration | undefined {
    const shorthand = ts.isShorthandPropertyAssignment(name.parent);
    const symbol = shorthand
      ? this.checker.getShorthandAssignmentValueSymbol(name.parent)
      : this.checker.getSymbolAtLocation(name);
    if (symbol === undefined) return undefined;
    const alias = (symbol.flags & ts.SymbolFlags.Alias) !== 0;
    const { valueDeclaration, declarations } = alias ? this.checker.getAliasedSymbol(symbol) : symbol;
    return valueDeclaration ?? declarations?.[0];
  }

  isList(type: ts.Type): boolean {
    return this.checker.isArrayLikeType(type);
  }

  private names: Map<string, ts.MemberName[]> | undefined;

  /** Every place where the product writes a name, whatever it stands for there. */
  namesLike(name: string): readonly ts.MemberName[] {
    this.names ??= this.allNames();
    return this.names.get(name) ?? [];
  }

  private allNames(): Map<string, ts.MemberName[]> {
    const names = new Map<string, ts.MemberName[]>();
    for (const name of this.nodes(ts.isMemberName)) {
      const alike = names.get(name.text);
      if (alike === undefined) names.set(name.text, [name]);
      else alike.push(name);
    }
    return names;
  }

  /** Every node of a kind, file by file. */
  *nodes<Node extends ts.Node>(is: (node: ts.Node) => node is Node): Generator<Node> {
    for (const file of this.files) yield* within(file, is);
  }
}

export function* within<Node extends ts.Node>(
  top: ts.Node,
  is: (node: ts.Node) => node is Node,
): Generator<Node> {
  const found: Node[] = [];
  const visit = (node: ts.Node): void => {
    if (is(node)) found.push(node);
    ts.forEachChild(node, visit);
  };
  visit(top);
  yield* found;
}

/** `src/...:line`, for people. */
export function placeOf(node: ts.Node): string {
  const file = node.getSourceFile();
  const { line } = file.getLineAndCharacterOfPosition(node.getStart());
  return `${file.fileName.slice(ROOT.length + 1)}:${line + 1}`;
}
