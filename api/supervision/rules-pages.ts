/** What the procedures run by: their parameters with a source each, and their tables drawn. */
import type { Parameter } from '../../db/models/parameter.ts';
import { shared } from '../../db/parameters/parameters.ts';
import { formatShortDate } from '../../domain/french-dates.ts';
import { inWords } from '../../domain/quantity.ts';
import type { Day } from '../../domain/calendar.ts';
import { rowOf, transitionsOf, type AnyProcess } from '../../workflows/procedure.ts';
import { edgesOf } from '../../workflows/diagram.ts';
import { roleNames } from '../../workflows/roles.ts';
import type { AnyProcedurePages } from '../cases/procedure-pages.ts';
import { wordsOfAction } from '../procedure-words.ts';
import { presentDiagram } from './diagram.ts';

const sources = {
  document: { kind: 'done', text: 'document' },
  public: { kind: 'at-one', text: 'source publique' },
  assumption: { kind: 'due-soon', text: 'à confirmer' },
} as const;

export function presentParameters(
  procedures: readonly AnyProcedurePages[],
  rows: readonly Parameter[],
  today: Day,
): object {
  const assumed = rows.filter(({ source }) => source === 'assumption').length;
  const owners = [...procedures.map(({ process }) => process), { slug: shared, title: 'Toutes les procédures' }];
  return {
    line: `${String(rows.length)} paramètres, dont ${String(assumed)} à confirmer par l'ONE. Un dossier garde les valeurs du jour où il a été ouvert.`,
    groups: owners.map(({ slug: own, title }) => ({
      title,
      table: {
        caption: title,
        hideCaption: true,
        dense: true,
        stack: true,
        columns: [
          { label: 'Règle' },
          { label: 'Valeur' },
          { label: 'Source' },
          { label: 'Référence' },
          { label: 'Depuis le', nowrap: true },
        ],
        rows: rows
          .filter(({ slug }) => slug === own)
          .map((row) => ({
            cells: [
              { text: row.label },
              { text: inWords(row), strong: true },
              { badge: sources[row.source] },
              { text: row.reference },
              {
                text: formatShortDate(row.valid_from),
                ...(row.valid_from > today
                  ? { sub: 'pas encore en vigueur' }
                  : row.valid_to
                    ? { sub: `jusqu'au ${formatShortDate(row.valid_to)}` }
                    : {}),
              },
            ],
          })),
      },
    })),
  };
}

export const presentProcedures = (procedures: readonly AnyProcedurePages[]): object[] =>
  procedures.map(({ process }) => ({
    title: process.title,
    diagram: presentDiagram(procedures, process),
    table: statusTable(procedures, process),
  }));

const turns = { one: "l'ONE", operator: "l'opérateur", nobody: 'personne' } as const;

function statusTable(procedures: readonly AnyProcedurePages[], process: AnyProcess): object {
  const edges = edgesOf(process);
  return {
    caption: `Étapes : ${process.title}`,
    hideCaption: true,
    dense: true,
    stack: true,
    columns: [{ label: 'Étape' }, { label: 'À qui le tour ?' }, { label: 'Tâches' }, { label: 'Ce qui mène où' }],
    rows: Object.keys(process.statuses).map((status) => {
      const { label, stage, turn, closed, tasks = [] } = rowOf(process, status);
      return {
        cells: [
          { text: label, strong: true, sub: process.stages[stage] },
          { text: closed ? '–' : typeof turn === 'function' ? 'selon le dossier' : turns[turn] },
          {
            text:
              tasks
                .map(
                  ({ action, role }) =>
                    `${wordsOfAction(procedures, process.slug, action).task}${typeof role === 'function' ? '' : ` (${(roleNames[role]).toLowerCase()})`}`,
                )
                .join(' ; ') || '–',
          },
          {
            text:
              edges
                .filter(({ from }) => from === status)
                .map(
                  ({ to, actions }) =>
                    `${actions.map((action) => wordOf(procedures, process, status, action)).join(' ou ')} → ${rowOf(process, to).label}`,
                )
                .join(' ; ') || '–',
          },
        ],
      };
    }),
  };
}

/** What a person presses, or what has happened by itself. */
function wordOf(procedures: readonly AnyProcedurePages[], process: AnyProcess, status: string, action: string): string {
  const byItself = transitionsOf(process, status)[action]?.by.every((role) => role === 'clock' || role === 'procedure');
  return wordsOfAction(procedures, process.slug, action)[byItself ? 'done' : 'button'];
}
