/** What the letters of all procedures have in common: head, addressee, signature, ways of appeal. */
import { dayOf, type Day, type Instant } from '../../domain/calendar.ts';
import { writtenTo, type LetterAct, type LetterContext, type LetterPlace } from '../../domain/letter.ts';
import { roleNames } from '../../workflows/roles.ts';
import { administrationNames, administrationSeats, type Administration } from '../../domain/postcodes.ts';

/** Read by `views/layouts/letter.hbs` and by the letter's own view, which finds its further data beside. */
export interface Letter extends Record<string, unknown> {
  view: string;
  /** Of the document: « AD-2026-01487 Accusé de réception.pdf ». */
  fileName: string;
  subject: string;
  reference: string;
  date: Day;
  /** Where it is dated. */
  place: string;
  sender: { service: string; street?: string; place?: string; phone?: string; email?: string };
  addressee: { name: string; lines: string[] };
  contact?: string | null;
  sending?: string;
  signature?: { name: string; role: string; signedAt?: Instant; means?: string };
  appeal?: string[];
  hash?: string | null;
}

/** Of ONE. */
export const seat = { street: 'Chaussée de Charleroi 95', place: '1060 Bruxelles' };

/** Under whose name a person signs; what the clock, the operator or a supervisor did, nobody signs. */
function signingRole(role: string): string | undefined {
  switch (role) {
    case 'referent':
    case 'coordinator':
    case 'adviser':
    case 'health-referent':
    case 'asr-manager':
    case 'aes-referent':
    case 'aes-manager':
    case 'atl-director':
    case 'subsidy-manager':
    case 'subsidy-signatory':
      return `Pour l'ONE, ${lowered(roleNames[role])}`;
    case 'appeal-secretariat':
      return "Pour le Conseil d'administration de l'ONE";
    case 'helpdesk':
      return "Pour l'ONE, le helpdesk";
    default:
      return undefined;
  }
}
const lowered = (text: string): string => text.slice(0, 1).toLowerCase() + text.slice(1);

export const lastAct = ({ acts }: LetterContext): LetterAct => {
  const act = acts.at(-1);
  if (!act) throw new Error('a letter tells of an act');
  return act;
};
/** The last act of one of these names, before or at the act of the letter. */
export const findLast = ({ acts }: LetterContext, ...actions: string[]): LetterAct | undefined =>
  acts.findLast(({ action }) => actions.includes(action));
/** What was answered in the request that an act introduces, as the person read it before sending it. */
export const answersIn = ({ content }: LetterAct): { label: string | undefined; values: string[] }[] =>
  recordsIn(content?.answers).map(({ label, value, values }) => ({
    label: textOf(label),
    values: Array.isArray(values) ? values.flatMap(paragraphs) : paragraphs(value),
  }));
/** Until when: the due day of the last task of that name; undefined where there is none (a preview). */
export const dueOf = ({ tasks }: LetterContext, action: string): Day | undefined =>
  tasks.findLast((task) => task.action === action)?.dueOn ?? undefined;

export type LetterHead = Pick<
  Letter,
  'reference' | 'date' | 'place' | 'sender' | 'addressee' | 'contact' | 'sending' | 'signature' | 'hash'
>;

/** The parts that every letter has, as the act gives them. */
export function letterHead(context: LetterContext): LetterHead {
  const act = lastAct(context);
  const to = writtenTo(context);
  const {
    body,
    case: { reference, administration },
    referent,
  } = context;
  return {
    reference,
    date: dayOf(act.at),
    place: administrationSeats[administration as Administration] ?? 'Bruxelles',
    contact: referent,
    sender: {
      service: administrationNames[administration as Administration] ?? 'Administration subrégionale',
      ...seat,
    },
    addressee: { name: body.name, lines: [...(to.care ? [to.care] : []), ...linesOf(to)] },
    signature: signatureOf(act),
    hash: act.hash,
  };
}

/** Of a person who acted for ONE; what the clock or the operator did, nobody signs. */
export function signatureOf(act: LetterAct): Letter['signature'] {
  const role = signingRole(act.actorRole);
  if (!role) return undefined;
  const means = act.acr === 500 ? 'eID' : act.acr === 450 ? 'itsme' : undefined;
  return {
    role,
    name: act.actorName ?? 'À signer',
    ...(act.hash ? { signedAt: act.at } : {}),
    ...(means ? { means } : {}),
  };
}

export const linesOf = ({ street, number, box, postcode, locality }: LetterPlace): string[] => [
  `${street} ${number}${box ? `, boîte ${box}` : ''}`,
  `${postcode} ${locality}`,
];
export const onOneLine = (place: LetterPlace): string => linesOf(place).join(', ');

/** A typed text as paragraphs, one for each line. Anything but text is none. */
export function paragraphs(value: unknown): string[] {
  return typeof value === 'string'
    ? value
        .split(/\r?\n/)
        .map((part) => part.trim())
        .filter(Boolean)
    : [];
}
export const textOf = (value: unknown): string | undefined =>
  typeof value === 'string' && value.trim() ? value.trim() : undefined;
export const dayIn = (value: unknown): Day | undefined =>
  typeof value === 'string' && /^\d{4}-\d{2}-\d{2}$/.test(value) ? value : undefined;
export const recordsIn = (value: unknown): Record<string, unknown>[] =>
  Array.isArray(value)
    ? value.filter((item): item is Record<string, unknown> => typeof item === 'object' && item !== null)
    : [];

/** Recours en annulation (lois coordonnées sur le Conseil d'État: soixante jours). */
export const annulment =
  "Un recours en annulation de la présente décision peut être introduit auprès de la section du contentieux administratif du Conseil d'État, rue de la Science 33, 1040 Bruxelles, " +
  'dans les soixante jours de sa notification, par une requête datée et signée, envoyée par lettre recommandée ou déposée par la procédure électronique (eproadmin.raadvst-consetat.be).';

/** Recours interne, M.B. 28.07.2004, art. 57. */
export function appealToBoard(days: number, address: string, { suspends }: { suspends: boolean }): string[] {
  return [
    `Un recours contre la présente décision peut être introduit auprès du Conseil d'administration de l'ONE, chaussée de Charleroi 95, 1060 Bruxelles, dans les ${days} jours de sa réception ` +
      `(M.B. 28.07.2004, art. 57), par envoi recommandé ou en ligne : ${address}. Un envoi recommandé simple est réputé reçu le troisième jour ouvrable qui suit son envoi. ` +
      'Vous pouvez y joindre toute pièce utile ; vous serez entendu·e, par écrit ou oralement.',
    ...(suspends ? [] : ["Le recours ne suspend pas l'exécution de la présente décision."]),
    `${annulment} Le recours auprès du Conseil d'administration doit avoir été introduit au préalable ; le délai court alors à partir de la notification de sa décision.`,
  ];
}
