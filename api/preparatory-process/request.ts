/** How a project is prepared: for which body, what is under way, and what follows. */
import { listOpenCases, listOpenDrafts, type OpenCaseRow, type OpenDraftRow } from '../../db/authorisations.ts';
import type { ReceiptRow } from '../../db/cases/receipt.ts';
import { findBodySubject, listBodySubjects, type BodySubject } from '../../db/preparatory-process/bodies.ts';
import { inWords } from '../../domain/quantity.ts';
import { administrationOf } from '../../domain/postcodes.ts';
import { slug, type Kind } from '../../workflows/preparatory-process/contract.ts';
import { parameterOf } from '../../workflows/procedure.ts';
import type { DraftForms } from '../drafts/draft-forms.ts';
import { projectForms } from './forms/forms.ts';
import type { ProjectContext } from './forms/values.ts';

interface UnderWay {
  body: BodySubject;
  openCases: readonly OpenCaseRow[];
  drafts: readonly OpenDraftRow[];
}
const action = 'introduce';
/** Where a project begins, and is found again. */
const startPath = `/pro/${slug}/new`;

export const projectDrafts: DraftForms<{ subject: BodySubject; underWay: UnderWay; context: ProjectContext }, Kind> = {
  title: "Mon projet d'accueil",
  action,
  forms: projectForms,
  back: { href: '/pro', label: "à l'accueil" },
  backOf: () => ({ href: startPath, text: "Retour à mon projet d'accueil" }),
  listSubjects: (db, ability) => listBodySubjects(db, ability, { slug, action }),
  findSubject: findBodySubject,
  loadUnderWay: async (db, body) => {
    const [openCases, drafts] = await Promise.all([
      listOpenCases(db, slug, body.id),
      listOpenDrafts(db, slug, body.id),
    ]);
    return { body, openCases, drafts };
  },
  availability: (kind, { openCases, drafts }) => {
    const open = openCases.find((each) => each.kind === kind);
    if (open) return { can: 'nothing', reason: `un projet est en cours (${open.reference}).`, caseId: open.id };
    const draft = drafts.find((each) => each.kind === kind);
    return draft ? { can: 'resume', draftId: draft.id, updatedAt: draft.updated_at } : { can: 'start' };
  },
  loadContext: (_db, { body }, today) => Promise.resolve({ today, bodyName: body.name }),
  about: (_context, { name }) => name,
  known: ({ bodyName }) => [{ label: 'Introduit au nom de', value: bodyName, locked: true }],
  administration: ({ postcode }) => (typeof postcode === 'string' ? administrationOf(postcode) : undefined),
  facts: (kind) => ({ kind }),
  declaration:
    "Je déclare que ces informations sont exactes à ma connaissance. Je sais qu'introduire un projet n'autorise pas à accueillir des enfants.",
  next: nextOf,
};

/** With the delays that the case keeps. */
function nextOf({ kind, parameters }: ReceiptRow): string[] {
  const told = (code: string): string => inWords(parameterOf(code, parameters));
  const who = kind === 'home' ? "L'agent conseil" : 'La coordination accueil';
  return [
    `${who} de votre région vous propose un premier rendez-vous, dans les ${told('first-contact')}.`,
    'Après le rendez-vous, vous recevez un compte rendu, puis un avis sur le projet, les locaux, la capacité, le personnel et la viabilité.',
    "Quand rien ne s'y oppose, l'ONE vous écrit que le projet est prêt : vous pouvez alors demander une autorisation.",
    'Vous pouvez mettre le projet en veille et le reprendre quand vous voulez. Un courriel vous prévient de chaque étape.',
  ];
}
