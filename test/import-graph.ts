import { readFileSync } from "node:fs";
import { join } from "node:path/posix";
import ts from "typescript";

/** A file of ours as it runs: without types, comments and the lines that import. */
interface Module {
  readonly code: string;
  /** The files of ours that it imports, `import(..)` included, what is imported for its types alone left out. */
  readonly imports: readonly string[];
}

const OPTIONS = {
  compilerOptions: {
    target: ts.ScriptTarget.ES2022,
    module: ts.ModuleKind.ESNext,
    removeComments: true,
    verbatimModuleSyntax: true,
  },
};

const known = new Map<string, Module>();

/** Reads a TypeScript file by its path from the root, once a process. */
export function moduleAt(path: string): Module {
  const read = known.get(path);
  if (read !== undefined) return read;
  const module = parse(path, readFileSync(path, "utf8"));
  known.set(path, module);
  return module;
}

/** @param path where the file is, from which its imports lead on */
export function parse(path: string, text: string): Module {
  const { outputText } = ts.transpileModule(text, OPTIONS);
  const file = ts.createSourceFile(path, outputText, ts.ScriptTarget.Latest);
  const imports: string[] = [];
  const visit = (node: ts.Node): void => {
    const name = importedBy(node);
    if (name?.startsWith(".")) imports.push(join(path, "..", name.replace(/\.js$/, ".ts")));
    ts.forEachChild(node, visit);
  };
  visit(file);
  const statements = file.statements.filter((node) => importedBy(node) === undefined);
  return { code: statements.map((node) => node.getText(file)).join("\n"), imports };
}

/**
 * The files that these load when they run, themselves among them.
 *
 * @param without beginnings of paths that are left out, with what nobody else loads
 */
export function filesLoadedBy(roots: readonly string[], without: readonly string[] = []): string[] {
  const found = new Set<string>();
  const visit = (path: string): void => {
    if (found.has(path) || without.some((part) => path.startsWith(part))) return;
    found.add(path);
    for (const next of moduleAt(path).imports) visit(next);
  };
  for (const root of roots) visit(root);
  return [...found].sort();
}

function importedBy(node: ts.Node): string | undefined {
  const name =
    ts.isImportDeclaration(node) || ts.isExportDeclaration(node)
      ? node.moduleSpecifier
      : ts.isCallExpression(node) && node.expression.kind === ts.SyntaxKind.ImportKeyword
        ? node.arguments[0]
        : undefined;
  return name && ts.isStringLiteralLike(name) ? name.text : undefined;
}
