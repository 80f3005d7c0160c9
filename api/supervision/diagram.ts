/** The drawing of a procedure, with or without a case on it. */
import { dayOf, type Instant } from '../../domain/calendar.ts';
import { formatShortDate } from '../../domain/french-dates.ts';
import { layoutOf, type Layout } from '../../workflows/diagram.ts';
import { rowOf, type AnyProcess } from '../../workflows/procedure.ts';
import type { AnyProcedurePages } from '../cases/procedure-pages.ts';
import { wordsOfAction } from '../procedure-words.ts';

export interface Journey {
  /** The statuses a case has been in, in order, and since when. */
  steps: readonly { status: string; at: Instant }[];
  here: string;
}

const layouts = new WeakMap<AnyProcess, Layout>();

/** @param journey the arrows it took are told apart from the others; `path` tells it where a drawing does not fit */
export function presentDiagram(
  procedures: readonly AnyProcedurePages[],
  process: AnyProcess,
  journey?: Journey,
): object {
  const layout = layouts.get(process) ?? layoutOf(process);
  layouts.set(process, layout);
  const taken = new Set(journey?.steps.map(({ status }, index, all) => `${all[index - 1]?.status ?? ''}>${status}`));
  const visited = new Set(journey?.steps.map(({ status }) => status));
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
        journey.steps.length > 1
          ? `, après : ${journey.steps
              .slice(0, -1)
              .map(({ status }) => `« ${label(status)} »`)
              .join(', ')}`
          : ''
      }. En vert et en trait épais : le chemin suivi. En bleu : ce qui peut suivre.`,
    path: journey && {
      steps: journey.steps.map(({ status, at }, index, all) => ({
        label: label(status),
        when: formatShortDate(dayOf(at)),
        isHere: index === all.length - 1,
      })),
      next: layout.edges
        .filter(({ from, to }) => from === journey.here && to !== journey.here)
        .map(({ to, actions }) => ({
          label: label(to),
          by: actions.map((action) => wordsOfAction(procedures, process.slug, action).done).join(', '),
        })),
    },
  };
}
