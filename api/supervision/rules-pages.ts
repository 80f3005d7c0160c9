/** What the procedures run by: their tables, drawn. */
import { rowOf, transitionsOf, type AnyProcess } from '../../workflows/procedure.ts';
import { edgesOf } from '../../workflows/diagram.ts';
import { roleNames } from '../../workflows/roles.ts';
import type { AnyProcedurePages } from '../cases/procedure-pages.ts';
import { wordsOfAction } from '../procedure-words.ts';
import { presentDiagram } from './diagram.ts';

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
