import ts from 'typescript';
import type { Code } from './code';

/** What is used or not used as a whole: a member of a class, a function, a constant, a whole file that a process begins with. */
type Unit = ts.Node;

/** The smallest unit around a node. */
export function unitOf(node: ts.Node): Unit | undefined {
  return ts.findAncestor(node, (at) => {
    if (ts.isClassElement(at)) return ts.isClassDeclaration(at.parent);
    const constant = ts.isVariableDeclaration(at) && ts.isSourceFile(at.parent.parent.parent);
    return constant || (!ts.isSourceFile(at) && ts.isSourceFile(at.parent));
  });
}

/** Which units use which, so that it can be told which process runs a statement. Where in doubt, they do. */
export class Uses {
  private static readonly known = new WeakMap<Code, Uses>();

  private readonly used = new Map<Unit, ReadonlySet<Unit>>();
  /** Members of interfaces and base classes, and those that stand in for them. */
  private readonly standIns = new Map<ts.Node, ts.Node[]>();
  /** Members that a library calls. */
  private readonly calledFromOutside = new Set<ts.Node>();
  private readonly files: ReadonlySet<ts.SourceFile>;

  private constructor(private readonly code: Code) {
    this.files = new Set(code.files);
    for (const owner of code.nodes(ts.isClassDeclaration)) this.noteHeritage(owner);
  }

  /** What was found for one check is there for the other: to tell what each name stands for takes longer than all else. */
  static of(code: Code): Uses {
    const uses = Uses.known.get(code) ?? new Uses(code);
    Uses.known.set(code, uses);
    return uses;
  }

  /** All that the files below a path of the project use, and what that uses. */
  from(path: string): ReadonlySet<Unit> {
    const found = new Set<Unit>();
    const next: Unit[] = this.code.files.filter(({ fileName }) => fileName.includes(`/${path}`));
    for (let unit = next.pop(); unit !== undefined; unit = next.pop()) {
      if (found.has(unit)) continue;
      found.add(unit);
      next.push(...this.usedBy(unit));
    }
    return found;
  }

  private usedBy(unit: Unit): ReadonlySet<Unit> {
    const known = this.used.get(unit) ?? this.find(unit);
    this.used.set(unit, known);
    return known;
  }

  private find(unit: Unit): ReadonlySet<Unit> {
    const found = new Set<Unit>(this.standIns.get(unit));
    const visit = (node: ts.Node): void => {
      if (ts.isImportDeclaration(node) || ts.isExportDeclaration(node)) return;
      const declaration =
        ts.isIdentifier(node) || ts.isPrivateIdentifier(node) ? this.code.declarationOf(node) : undefined;
      const used = declaration && this.inProduct(declaration);
      if (used !== undefined) found.add(used);
      const member = ts.isClassElement(node) && node !== unit && node.parent === unit;
      if (!member || this.comesWithClass(node)) ts.forEachChild(node, visit);
    };
    visit(unit);
    return found;
  }

  private inProduct(declaration: ts.Node): Unit | undefined {
    if (!this.files.has(declaration.getSourceFile())) return undefined;
    return this.standIns.has(declaration) ? declaration : unitOf(declaration);
  }

  /** What no code of the product names: what is made with the class, and what a library calls. */
  private comesWithClass(member: ts.ClassElement): boolean {
    if (ts.isConstructorDeclaration(member) || ts.isPropertyDeclaration(member)) return true;
    const decorated = ts.canHaveDecorators(member) && (ts.getDecorators(member) ?? []).length > 0;
    return decorated || this.calledFromOutside.has(member);
  }

  private noteHeritage(owner: ts.ClassDeclaration): void {
    const types = (owner.heritageClauses ?? []).flatMap((clause) => [...clause.types]);
    for (const promised of types.flatMap((type) =>
      this.code.checker.getTypeAtLocation(type).getProperties(),
    )) {
      const own = owner.members.find((member) => member.name?.getText() === promised.name);
      if (own === undefined) continue;
      for (const declaration of promised.declarations ?? []) {
        if (!this.files.has(declaration.getSourceFile())) this.calledFromOutside.add(own);
        this.standIns.set(declaration, [...(this.standIns.get(declaration) ?? []), own]);
      }
    }
  }
}
