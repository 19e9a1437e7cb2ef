import { readFileSync } from "node:fs";
import { join } from "node:path/posix";
import ts from "typescript";

/**
 * Every file of ours that files load when they run, themselves among them, sorted by path. `import(..)` counts, what is
 * imported for its types alone does not.
 */
export function filesLoadedBy(...roots: readonly string[]): string[] {
  const found = new Set<string>();
  const visit = (path: string): void => {
    if (found.has(path)) return;
    found.add(path);
    for (const name of importsOf(path)) visit(join(path, "..", name.replace(/\.js$/, ".ts")));
  };
  for (const root of roots) visit(root);
  return [...found].sort();
}

/** The relative modules that a file imports as it runs. */
function importsOf(path: string): string[] {
  const names: string[] = [];
  const visit = (node: ts.Node): void => {
    const name = moduleNamedBy(node);
    if (name?.startsWith(".")) names.push(name);
    ts.forEachChild(node, visit);
  };
  visit(ts.createSourceFile(path, asItRuns(path), ts.ScriptTarget.Latest));
  return names;
}

function moduleNamedBy(node: ts.Node): string | undefined {
  const name =
    ts.isImportDeclaration(node) || ts.isExportDeclaration(node)
      ? node.moduleSpecifier
      : ts.isCallExpression(node) && node.expression.kind === ts.SyntaxKind.ImportKeyword
        ? node.arguments[0]
        : undefined;
  return name && ts.isStringLiteralLike(name) ? name.text : undefined;
}

/** A file without its types and comments. */
export function asItRuns(path: string): string {
  const compilerOptions = {
    target: ts.ScriptTarget.ES2022,
    module: ts.ModuleKind.ESNext,
    removeComments: true,
    verbatimModuleSyntax: true,
  };
  return ts.transpileModule(readFileSync(path, "utf8"), { compilerOptions }).outputText;
}
