/** Who signs the plan, who has signed it, and what exactly is signed. */
import { formatDateTime } from '../../../domain/french-dates.ts';
import { followerOf, roleNames } from '../../../workflows/roles.ts';
import type { Reader } from '../../cases/procedure-pages.ts';
import { means } from '../../cases/who.ts';
import { dataOf, type Planning } from './context.ts';
import type { File } from '../own.ts';
import { sizeOf } from './plan-panel.ts';
import { storyOf, type Signature } from './rounds.ts';

/** « 7c1e 90b4 … 52fd »: enough to compare by eye; the whole stands beside. */
export const shortDigest = (digest: string): string =>
  `${digest.slice(0, 4)} ${digest.slice(4, 8)} … ${digest.slice(-4)}`;

/** What each side says as it signs: whose plan, which one, in whose name. */
export function statementFor(side: Reader, { row, own, acts }: Pick<File, 'row' | 'own' | 'acts'>): string {
  const round = storyOf(acts).rounds.at(-1);
  const size = round ? `${round.arbitrated ? 'arrêté' : `tour ${String(round.number)}`}, ${sizeOf(round.plan)}` : '';
  const plan = `le plan d'action de ${row.facility_name} (${size}, empreinte ${shortDigest(round?.digest ?? '')})`;
  return `J'ai lu ${plan} et je le signe au nom de ${side === 'operator' ? (own.bodyName ?? row.facility_name) : "l'ONE"}.`;
}

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
  const body = file.own.bodyName ?? row.facility_name;
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
              statement: statementFor(side, file),
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
    what: `Ce que chacun signe : le plan ${round.arbitrated ? `arrêté par ${round.by}` : `envoyé par ${round.by}, tour ${String(round.number)}`}, le ${formatDateTime(round.at)}, empreinte`,
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
function fallen({ story: { change } }: Planning): object {
  const signed = change?.fell;
  return {
    title: signed ? 'Les signatures sont tombées' : 'Un changement est demandé',
    text: `${change?.by ?? ''} a demandé un changement le ${formatDateTime(change?.at ?? 0)} : « ${change?.reason ?? ''} ».${
      signed
        ? ` La signature de ${signed.by}, le ${formatDateTime(signed.at)}, ne vaut plus : les deux parties signeront le nouveau plan.`
        : ''
    }`,
  };
}
