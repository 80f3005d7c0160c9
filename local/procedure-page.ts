import type { Parameter } from '../db/models/parameter.ts';
import { shared } from '../db/parameters/parameters.ts';
import { inWords } from '../domain/quantity.ts';
import { procedures } from '../api/procedures.ts';
import { roleNames } from '../workflows/roles.ts';
import { kindsOf, wordsOfAction } from '../api/procedure-words.ts';
import { edgesOf, mermaidOf } from '../workflows/diagram.ts';
import { rowOf, transitionsOf, type AnyProcess, type AnyTransition } from '../workflows/procedure.ts';

const turns = { one: "l'ONE", operator: "l'opérateur", nobody: 'personne' } as const;
const sources = { document: 'document', public: 'source publique', assumption: '**à confirmer**' } as const;

/** The page of one procedure for the documentation, written from its table: in French, for whoever knows the rule and not the code. */
export function procedurePage(process: AnyProcess, parameters: readonly Parameter[]): string {
  const mine = parameters.filter(({ slug }) => slug === process.slug || slug === shared);
  const delay = (code: string): string => {
    const row = mine.find((one) => one.code === code);
    return row ? inWords(row) : `\`${code}\``;
  };
  const word = (action: string): string => wordsOfAction(procedures, process.slug, action).done;
  const statuses = Object.keys(process.statuses);
  return `${[
    `# ${process.title}`,
    `Écrit par \`npm run docs\` d'après la table de la procédure (\`workflows/${process.slug}/process.ts\`) et les paramètres en vigueur : à ne pas modifier à la main.`,
    `Identifiant \`${process.slug}\`, références \`${process.prefix}-AAAA-NNNNN\`. ${
      kindsOf(procedures, process.slug).length > 0
        ? `Sortes de dossiers : ${kindsOf(procedures, process.slug)
            .map(([, label]) => label.toLowerCase())
            .join(', ')}.`
        : ''
    }`.trim(),
    '## Schéma',
    `\`\`\`mermaid\n${mermaidOf(process, word)}\n\`\`\``,
    '## Ouverture',
    table(
      ['Acte', 'Par', 'Étape suivante', 'Ce qui part', 'Base'],
      Object.entries(process.opens).flatMap(([action, opening]) =>
        opening
          ? [
              [
                said(process.slug, action),
                by(opening.by),
                edgesOf(process)
                  .filter(({ from, actions }) => from === null && actions.includes(action))
                  .map(({ to }) => rowOf(process, to).label)
                  .join(' ; '),
                codes(opening.effects as string[]),
                opening.basis ?? '',
              ],
            ]
          : [],
      ),
    ),
    '## Étapes',
    ...statuses.map((status) => statusSection(process, status, delay)),
    "## À toute étape, tant que le dossier n'est pas clôturé",
    transitionTable(process, Object.entries(process.everywhere) as [string, AnyTransition][], null),
    '## Paramètres',
    'Un dossier garde les valeurs du jour de son ouverture.',
    table(
      ['Code', 'Règle', 'Valeur', 'Source', 'Référence', 'Depuis le'],
      mine.map((row) => [
        `\`${row.code}\``,
        row.label,
        inWords(row),
        sources[row.source],
        row.reference,
        row.valid_from,
      ]),
    ),
  ].join('\n\n')}\n`;
}

function statusSection(process: AnyProcess, status: string, delay: (code: string) => string): string {
  const { label, stage, turn, closed, waitsFor, tasks = [], deadlines = [] } = rowOf(process, status);
  const own = Object.entries(transitionsOf(process, status)).filter(([action]) => !(action in process.everywhere));
  const facts = [
    `\`${status}\` · phase « ${process.stages[stage] ?? stage} » · ${closed ? 'dossier clôturé' : `le tour est à ${typeof turn === 'function' ? "l'ONE, à l'opérateur ou à personne, selon le dossier" : turns[turn]}`}${waitsFor ? ` · attend ${waitsFor}` : ''}`,
    ...tasks.map(
      (task) =>
        `- Tâche « ${wordsOfAction(procedures, process.slug, task.action).task} », ${typeof task.role === 'function' ? 'selon le dossier' : by([task.role])}${task.due ? `, dans ${delay(task.due.parameter)} (\`${task.due.parameter}\`)` : task.dueOn ? ', pour un jour qui dépend du dossier' : ', sans délai'}${task.while ? ' ; selon le dossier' : ''}`,
    ),
    ...deadlines.map(({ act, after, daysBefore }) =>
      `- Échéance « ${wordsOfAction(procedures, process.slug, act).done} »${daysBefore ? `, ${delay(daysBefore.parameter)} avant (\`${daysBefore.parameter}\`)` : ''}${after ? ` ${daysBefore ? 'la fin de' : ', après'} ${delay(after.parameter)} (\`${after.parameter}\`)` : ', un jour qui dépend du dossier'}`.replace(
        ' , ',
        ', ',
      ),
    ),
  ];
  return [
    `### ${label}`,
    [facts[0], facts.slice(1).join('\n')].filter(Boolean).join('\n\n'),
    own.length > 0 ? transitionTable(process, own, status) : '',
  ]
    .filter(Boolean)
    .join('\n\n');
}

function transitionTable(process: AnyProcess, transitions: [string, AnyTransition][], status: string | null): string {
  const edges = edgesOf(process);
  return table(
    ['Acte', 'Par', 'Étape suivante', 'Ce qui part', 'Base'],
    transitions.map(([action, transition]) => {
      const targets = edges
        .filter(({ from, actions }) => from === status && actions.includes(action))
        .map(({ to }) => rowOf(process, to).label);
      const next =
        status === null && typeof transition.to === 'string'
          ? [rowOf(process, transition.to).label]
          : status === null
            ? []
            : targets;
      return [
        said(process.slug, action),
        `${by(transition.by)}${transition.notBy ? ` ; une autre personne que pour « ${wordsOfAction(procedures, process.slug, transition.notBy).done} »` : ''}${transition.signed ? ' ; identification récente' : ''}`,
        next.join(' ; ou ') || '*inchangée*',
        typeof transition.effects === 'function' ? 'selon le dossier' : codes((transition.effects ?? []) as string[]),
        transition.basis ?? '',
      ];
    }),
  );
}

const said = (slug: string, action: string): string =>
  `${wordsOfAction(procedures, slug, action).done} (\`${action}\`)`;
const by = (roles: readonly string[]): string =>
  roles.map((role) => roleNames[role as keyof typeof roleNames].toLowerCase()).join(', ');
const codes = (effects: readonly string[]): string => effects.map((effect) => `\`${effect}\``).join(', ');
const cell = (text: string): string => text.replaceAll('|', String.raw`\|`).replaceAll('\n', ' ');
const table = (head: string[], rows: string[][]): string =>
  [head, head.map(() => '---'), ...rows].map((cells) => `| ${cells.map(cell).join(' | ')} |`).join('\n');
