import { certificateBytes } from "../certificate/file.js";
import { VERSION } from "../io/version.js";
import { studyPage } from "./page.js";
import { type Inquiry, STUDY_SCHEMA, type Study, type StudyDocument, type Tools } from "./study.js";

/** Answers a question: the document, the same at every call. */
export async function makeStudy(
  { question, title }: Study,
  { options, compute }: Inquiry,
  tools: Tools,
): Promise<StudyDocument> {
  const { claims, tables } = await compute(tools);
  const made = { version: VERSION, command: `goldilocks study ${question} --out results/${question}` };
  return { schema: STUDY_SCHEMA, question, title, options, claims, tables, made };
}

/** A file of a study's folder. */
export interface StudyFile {
  readonly name: string;
  readonly text: string;
}

export const STUDY_FILE = "study.json";
/** Folder of a study's proofs. */
export const CERTIFICATES = "certificates";

/**
 * Every file of a study's folder, made from the document alone. What draws is loaded here and no sooner: it takes
 * half a second, which no other command should wait for.
 */
export async function studyFiles(study: Study, document: StudyDocument): Promise<StudyFile[]> {
  const { drawFigure } = await import("../show/figure/plot.js");
  const figures = study.figures(document);
  return [
    { name: STUDY_FILE, text: `${JSON.stringify(document, null, 1)}\n` },
    { name: "README.md", text: studyPage(study, document, figures) },
    ...figures.map((figure) => ({ name: `${figure.name}.svg`, text: drawFigure(figure) })),
  ];
}

/** The proofs of a study's claims, as files of its folder. */
export async function certificateFiles({
  certificates,
}: Inquiry): Promise<{ name: string; bytes: Uint8Array }[]> {
  const made = (await certificates?.()) ?? [];
  return made.map(({ name, certificate }) => ({
    name: `${CERTIFICATES}/${name}.json.gz`,
    bytes: certificateBytes(certificate),
  }));
}
