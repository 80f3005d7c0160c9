/** The picture of a process table: what leads where, as a text for the documentation and as coordinates for a page. Pure. */
import type { Instant } from '../domain/calendar.ts';
import { rowOf, transitionsOf, type AnyProcess } from './procedure.ts';

/** An arrow: from one status to another, or (`from` is null) into the case. */
export interface Edge {
  from: string | null;
  to: string;
  actions: string[];
}

/** A procedure without examples is walked without facts. */
interface Examples {
  openings: Readonly<Record<string, readonly object[] | undefined>>;
  facts: Readonly<Record<string, ((data: object) => readonly object[]) | undefined>>;
  at?: (data: object) => Instant;
}

const walked = new WeakMap<AnyProcess, Edge[]>();
/** Cases that are looked at in all: some tables never end under their examples, and no page waits for that. */
const enough = 5_000;
interface Met {
  status: string;
  data: object;
}

/**
 * Every arrow that a case can follow, found by walking the table. Where it goes may depend on what the case remembers: each act is tried with its example facts.
 * Acts that stay in their status have no arrow; those accepted everywhere are left out (`everywhere` says them).
 */
export function edgesOf(process: AnyProcess): Edge[] {
  const known = walked.get(process);
  if (known) return known;
  const examples: Examples = process.examples ?? { openings: {}, facts: {} };
  const edges = new Map<string, Edge>();
  /** @returns whether this arrow was not drawn yet */
  const draw = (from: string | null, to: string, action: string): boolean => {
    const edge = edges.get(`${from ?? ''}>${to}`) ?? { from, to, actions: [] };
    edges.set(`${from ?? ''}>${to}`, edge);
    if (edge.actions.includes(action)) return false;
    edge.actions.push(action);
    return true;
  };
  const seen = new Set<string>();
  // What a new arrow leads to comes first: what a case remembers may grow without end, and every arrow is found long before that.
  const first: Met[] = [];
  const later: Met[] = [];
  const visit = (status: string, data: object, isNew: boolean): void => {
    const key = status + JSON.stringify(data);
    if (seen.has(key) || seen.size >= enough) return;
    seen.add(key);
    (isNew ? first : later).push({ status, data });
  };
  for (const [action, opening] of Object.entries(process.opens)) {
    for (const facts of opening ? (examples.openings[action] ?? [{}]) : []) {
      const data = opening!.data(facts, 0, process.examples?.parameters ?? {}) as object;
      const to = leads(opening!.to, data, facts);
      visit(to, data, draw(null, to, action));
    }
  }
  const next = (): Met | undefined => first.shift() ?? later.shift();
  for (let at = next(); at; at = next()) {
    for (const [action, transition] of Object.entries(transitionsOf(process, at.status))) {
      if (action in process.everywhere || !(transition.when?.(at.data) ?? true)) continue;
      for (const facts of examples.facts[action]?.(at.data) ?? [{}]) {
        const on = examples.at?.(at.data) ?? 0;
        const data = (transition.note ? transition.note(at.data, facts, on) : at.data) as object;
        const to = transition.to === undefined ? at.status : leads(transition.to, data, facts);
        visit(to, data, to !== at.status && draw(at.status, to, action));
      }
    }
  }
  const found = [...edges.values()];
  walked.set(process, found);
  return found;
}

/** The tables are typed by their own words; here any of them is walked. */
const leads = (to: unknown, data: object, facts: object): string =>
  typeof to === 'function' ? (to as (data: object, facts: object) => string)(data, facts) : (to as string);

/** The diagram as Mermaid reads it. @param words how an action is called */
export function mermaidOf(process: AnyProcess, words: (action: string) => string = (action) => action): string {
  const name = (status: string): string => status.replaceAll('-', '_');
  const clean = (text: string): string =>
    text
      .replaceAll(/[:;#"]/g, ' ')
      .replaceAll(/\s+/g, ' ')
      .trim();
  const statuses = Object.keys(process.statuses);
  return [
    'stateDiagram-v2',
    '  direction LR',
    ...statuses.map((status) => `  ${name(status)} : ${clean(rowOf(process, status).label)}`),
    ...edgesOf(process).map(
      ({ from, to, actions }) =>
        `  ${from === null ? '[*]' : name(from)} --> ${name(to)} : ${actions.map((action) => clean(words(action))).join(', ')}`,
    ),
    ...statuses.filter((status) => rowOf(process, status).closed).map((status) => `  ${name(status)} --> [*]`),
  ].join('\n');
}

export interface PlacedStatus {
  status: string;
  lines: string[];
  x: number;
  y: number;
  width: number;
  height: number;
}
export interface PlacedEdge extends Edge {
  path: string;
}
export interface Layout {
  width: number;
  height: number;
  stages: { label: string; x: number }[];
  nodes: PlacedStatus[];
  edges: PlacedEdge[];
}

const box = { width: 148, height: 48 };
const gap = { x: 52, y: 26 };
const head = 44;
const margin = 12;

/** Where everything stands, in the units of the drawing: a column for each stage, its statuses one under the other. */
export function layoutOf(process: AnyProcess): Layout {
  const edges = edgesOf(process);
  const used = Object.entries(process.stages)
    .map(([stage, label]) => ({
      label,
      statuses: Object.keys(process.statuses).filter((status) => rowOf(process, status).stage === stage),
    }))
    .filter(({ statuses }) => statuses.length > 0);
  const tallest = Math.max(1, ...used.map(({ statuses }) => statuses.length));
  const height = head + tallest * (box.height + gap.y) + margin;
  const entry = 28;
  const nodes = used.flatMap(({ statuses }, column) => {
    // Short columns stand in the middle, so that arrows stay flat.
    const top = head + ((tallest - statuses.length) * (box.height + gap.y)) / 2;
    return statuses.map((status, row) => ({
      status,
      lines: wrapped(rowOf(process, status).label),
      x: entry + margin + column * (box.width + gap.x),
      y: top + row * (box.height + gap.y),
      ...box,
    }));
  });
  const at = new Map(nodes.map((node) => [node.status, node]));
  return {
    width: entry + 2 * margin + used.length * (box.width + gap.x) - gap.x,
    height,
    stages: used.map(({ label }, column) => ({
      label,
      x: entry + margin + column * (box.width + gap.x) + box.width / 2,
    })),
    nodes,
    edges: edges.map((edge) => ({
      ...edge,
      path: pathOf(edge.from === null ? undefined : at.get(edge.from), at.get(edge.to)!),
    })),
  };
}

function pathOf(from: PlacedStatus | undefined, to: PlacedStatus): string {
  const middle = (node: PlacedStatus): number => node.y + node.height / 2;
  if (!from) return `M ${to.x - 26} ${middle(to)} H ${to.x - 3}`;
  const right = from.x + from.width;
  if (from.x === to.x) {
    // In one column: around the right side, downwards on the near half, upwards on the far one.
    const [start, end] = from.y < to.y ? [middle(from) + 10, middle(to) - 10] : [middle(from) - 10, middle(to) + 10];
    const bend = right + 18 + Math.min(26, Math.abs(end - start) / 8);
    return `M ${right} ${start} C ${bend} ${start}, ${bend} ${end}, ${right + 3} ${end}`;
  }
  const reach = gap.x * 0.8;
  if (from.x < to.x)
    return `M ${right} ${middle(from)} C ${right + reach} ${middle(from)}, ${to.x - reach} ${middle(to)}, ${to.x - 3} ${middle(to)}`;
  // Backwards: out of the left side, into the right one.
  return `M ${from.x} ${middle(from) + 12} C ${from.x - reach} ${middle(from) + 12}, ${to.x + to.width + reach} ${middle(to) + 12}, ${to.x + to.width + 3} ${middle(to) + 12}`;
}

/** At most two lines, broken at the space nearest to the middle. */
function wrapped(label: string): string[] {
  if (label.length <= 20) return [label];
  const spaces = [...label.matchAll(/ /g)].map(({ index }) => index);
  const [best] = spaces.sort((a, b) => Math.abs(a - label.length / 2) - Math.abs(b - label.length / 2));
  return best === undefined ? [label] : [label.slice(0, best), label.slice(best + 1)];
}
