/** « Le dossier »: each section, where it stands, and where it is read or filled in. */
import { isUndecided } from '../../domain/after-school/undecided-modules.ts';
import { sections, slug, isPreparing, type Section } from '../../workflows/agreement-renewal/contract.ts';
import { sectionWords } from '../../views/agreement-renewal/words.ts';
import type { Panel, Reader } from '../cases/procedure-pages.ts';
import { waitingInWords, type File } from './own.ts';
import { dataOf, missingIn, rowOf, sectionForms, slotsOf } from './sections.ts';

const portals: Readonly<Record<Reader, string>> = { operator: 'pro', one: 'office' };
export const sectionPath = (reader: Reader, caseId: string, section: Section): string =>
  `/${portals[reader]}/${slug}/${caseId}/dossier/${section}`;

interface Line {
  badge: { kind: string; text: string };
  name: string;
  text: string;
  link?: { href: string; text: string };
}

/** What has to be filled in before it may be submitted. */
export function toComplete(file: File): Section[] {
  const slots = slotsOf(file);
  return sections.filter((section) => missingIn(file.own.dossier, section, slots).length > 0);
}

function sectionLine(file: File, reader: Reader, section: Section): Line {
  const { dossier } = file.own;
  const missing = missingIn(dossier, section, slotsOf(file));
  const said = sectionForms[section].told(dataOf(dossier, section), dossier);
  const writes = reader === 'operator' && isPreparing(file.row.status);
  const waits =
    section === 'staff' &&
    dossier.staff.some(({ qualification }) => qualification === 'waiting' || qualification === 'information-asked');
  const badge =
    missing.length > 0
      ? { kind: 'due-soon', text: 'à compléter' }
      : waits
        ? { kind: 'at-one', text: "attend l'ONE" }
        : section === 'documents' && !rowOf(dossier, section)
          ? { kind: 'neutral', text: 'facultatif' }
          : { kind: 'done', text: 'complet' };
  return {
    badge,
    name: sectionWords[section],
    text: missing.length > 0 ? `manque : ${missing.join(', ')}` : (said ?? ''),
    link: {
      href: sectionPath(reader, file.row.id, section),
      text: reader === 'one' ? 'Examiner' : writes && missing.length > 0 ? 'Compléter' : 'Revoir',
    },
  };
}

export function dossierPanel(file: File, reader: Reader): Panel {
  const { waiting } = file.own;
  const training: Line = {
    badge:
      waiting.atOne.lines > 0
        ? { kind: 'at-one', text: "attend l'ONE" }
        : waiting.atOperator > 0
          ? { kind: 'to-you', text: reader === 'operator' ? 'à vous' : "attend l'opérateur" }
          : { kind: 'done', text: 'à jour' },
    name: 'Formation continue',
    text: isUndecided(waiting) ? waitingInWords(waiting) : "aucun module n'attend l'ONE",
    ...(reader === 'operator' ? { link: { href: '/pro/trainings', text: 'Revoir' } } : {}),
  };
  return {
    partial: 'agreement-renewal/dossier',
    title: 'Le dossier',
    lines: [...sections.map((section) => sectionLine(file, reader, section)), training],
  };
}
