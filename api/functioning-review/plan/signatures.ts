/** Who signs the plan, who has signed it, and what exactly is signed. */
import { formatDateTime } from '../../../domain/french-dates.ts';
import { followerOf, roleNames } from '../../../workflows/roles.ts';
import type { Reader } from '../../cases/procedure-pages.ts';
import { means } from '../../cases/timeline.ts';
import { dataOf, type Planning } from './context.ts';
import type { Signature } from './rounds.ts';

/** « 7c1e 90b4 … 52fd »: enough to compare by eye; the whole stands beside. */
export const shortDigest = (digest: string): string =>
  `${digest.slice(0, 4)} ${digest.slice(4, 8)} … ${digest.slice(-4)}`;

export const statementFor = (side: Reader, { facility_name: name }: { facility_name: string }): string =>
  side === 'operator'
    ? `J'ai lu le plan d'action et je le signe au nom du pouvoir organisateur (${name}).`
    : "J'ai lu le plan d'action et je le signe au nom de l'ONE.";

interface Box {
  for: string;
  lines: string[];
  /** Its reader's own turn: the box, the button. */
  form?: { action: string; statement: string; seal: string };
  change?: { href: string };
  signed?: { at: string; by: string; hash: string };
}

/** Nothing as long as there is no plan that both agree on. */
export function signaturesView(planning: Planning, actions: readonly string[]): object | undefined {
  const { row, story, reader, caseHref, file } = planning;
  const round = story.rounds.at(-1);
  const { agreed, signedByOperator, signedByOne, change } = story;
  if (!round || (!agreed && !change)) return undefined;
  if (!agreed) return { fallen: fallen(planning) };
  const body = row.facility_name;
  const follower = file.agents.find(({ role }) => role === followerOf(dataOf(row).home));
  const one = follower ? `${follower.name}, ${roleNames[followerOf(dataOf(row).home)].toLowerCase()}` : "l'ONE";
  const boxFor = (
    side: 'operator' | 'one',
    { signature, waiting }: { signature: Signature | undefined; waiting: string[] },
  ): Box => {
    const [sign, reopen] = side === 'operator' ? ['sign-plan', 'ask-change'] : ['countersign-plan', 'reopen-plan'];
    const mine = (reader === 'operator') === (side === 'operator');
    return {
      for: side === 'operator' ? `Pour le pouvoir organisateur, ${body}` : "Pour l'ONE",
      lines: signature ? [] : mine && actions.includes(sign) ? ['À signer par vous'] : waiting,
      ...(mine && actions.includes(sign)
        ? {
            form: {
              action: `${caseHref}/${sign}`,
              statement: statementFor(side, row),
              seal: round.digest,
            },
          }
        : {}),
      ...(mine && actions.includes(reopen) ? { change: { href: `${caseHref}/${reopen}` } } : {}),
      ...(signature
        ? {
            signed: {
              at: formatDateTime(signature.at),
              by: `${signature.by}${means(signature.acr)}`,
              hash: shortDigest(signature.hash),
            },
          }
        : {}),
    };
  };
  return {
    what: `Ce que chacun signe : plan, tour ${String(round.number)}, empreinte`,
    short: shortDigest(round.digest),
    digest: round.digest,
    boxes: [
      boxFor('operator', {
        signature: signedByOperator,
        waiting: ['Un·e administrateur·rice du pouvoir organisateur signe d’abord.'],
      }),
      boxFor('one', {
        signature: signedByOne,
        waiting: [one, signedByOperator ? 'signe maintenant' : 'signera après'],
      }),
    ],
    receipts: file.documents
      .filter(({ slot }) => slot === 'letter-signature' || slot === 'letter-synthesis')
      .map(({ id, slot }) => ({
        href: `/documents/${id}`,
        text: slot === 'letter-synthesis' ? 'Synthèse signée (PDF)' : 'Accusé de signature (PDF)',
      })),
  };
}

/** A change that was asked for: what was signed is signed no more. */
function fallen({ story }: Planning): object {
  const { change } = story;
  return {
    title: change?.fell ? 'Les signatures sont tombées' : 'Un changement est demandé',
    text: `${change?.by ?? ''} a demandé un changement le ${formatDateTime(change?.at ?? 0)} : « ${change?.reason ?? ''} ».${
      change?.fell ? ' Ce qui était signé ne l’est plus : les deux parties signeront le nouveau plan.' : ''
    }`,
  };
}
