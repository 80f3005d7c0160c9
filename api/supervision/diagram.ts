/** The drawing of a procedure, with or without a case on it. */
import { layoutOf, type Layout } from '../../workflows/diagram.ts';
import { rowOf, type AnyProcess } from '../../workflows/procedure.ts';
import type { AnyProcedurePages } from '../cases/procedure-pages.ts';
import { wordsOfAction } from '../procedure-words.ts';

export interface Journey {
  statuses: readonly string[];
  here: string;
}

const layouts = new WeakMap<AnyProcess, Layout>();

/** @param journey the statuses a case has been in, in order; the arrows it took are told apart from the others */
export function presentDiagram(
  procedures: readonly AnyProcedurePages[],
  process: AnyProcess,
  journey?: Journey,
): object {
  const layout = layouts.get(process) ?? layoutOf(process);
  layouts.set(process, layout);
  const taken = new Set(
    journey?.statuses.map((status, index, all) => `${index === 0 ? '' : (all[index - 1] ?? '')}>${status}`),
  );
  const visited = new Set(journey?.statuses);
  const label = (status: string): string => rowOf(process, status).label;
  return {
    title: process.title,
    ...layout,
    top: layout.stages.map((stage) => ({ ...stage, y: 22 })),
    edges: layout.edges
      .map(({ from, to, actions, path }) => ({
        path,
        taken: taken.has(`${from ?? ''}>${to}`),
        possible: journey !== undefined && from === journey.here,
        title: `${from === null ? 'Ouverture' : label(from)} → ${label(to)} : ${actions.map((action) => wordsOfAction(procedures, process.slug, action).done).join(', ')}`,
      }))
      .sort((a, b) => Number(a.taken) - Number(b.taken) || Number(a.possible) - Number(b.possible)),
    nodes: layout.nodes.map(({ status, lines, x, y, width, height }) => ({
      x,
      y,
      width,
      height,
      state:
        journey?.here === status
          ? 'here'
          : visited.has(status)
            ? 'visited'
            : rowOf(process, status).closed
              ? 'end'
              : undefined,
      lines: lines.map((text, index) => ({
        text,
        x: x + width / 2,
        y: y + height / 2 + 5 + (index - (lines.length - 1) / 2) * 17,
      })),
    })),
    text:
      journey &&
      `Le dossier est à l'étape « ${label(journey.here)} »${
        journey.statuses.length > 1
          ? `, après : ${journey.statuses
              .slice(0, -1)
              .map((status) => `« ${label(status)} »`)
              .join(', ')}`
          : ''
      }. En vert et en trait épais : le chemin suivi. En bleu : ce qui peut suivre.`,
  };
}
