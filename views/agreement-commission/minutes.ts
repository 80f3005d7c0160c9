/** The signed minutes of a session, on the paper of ONE. */
import type { AgendaRow } from '../../db/agreement-commission/agenda.ts';
import type { Session } from '../../db/agreement-commission/sessions.ts';
import { dayOf } from '../../domain/calendar.ts';
import { roleNames } from '../../workflows/roles.ts';
import { paragraphs, seat, type Letter } from '../letters/parts.ts';
import { dossierInWords, dossiersInWords, minutesName, opinionWords, reportInWords, sessionInWords } from './words.ts';

/** @throws Error before they are signed */
export function presentMinutes(
  session: Session,
  agenda: readonly AgendaRow[],
  { demonstration = false }: { demonstration?: boolean } = {},
): Letter {
  const { heldOn, place, present, endedByName, signedAt, signedByName } = session;
  if (signedAt === null || signedByName === null) throw new Error('minutes that nobody has signed');
  return {
    view: 'agreement-commission/minutes-signed',
    fileName: minutesName(session),
    subject: `Procès-verbal de la séance du ${sessionInWords(session)}`,
    reference: `Commission d'agrément ${heldOn}`,
    date: dayOf(signedAt),
    place: 'Bruxelles',
    sender: { service: roleNames['atl-director'], ...seat },
    addressee: { name: "Commission d'agrément de l'accueil extrascolaire", lines: [place] },
    signature: { name: signedByName, role: `Pour l'ONE, ${roleNames['atl-director'].toLowerCase()}`, signedAt },
    demonstration,
    present: paragraphs(present),
    count: dossiersInWords(agenda.length),
    dossiers: agenda.map((row) => ({
      position: row.position,
      body: row.body,
      line: `${row.reference}, ${dossierInWords(row)}. Avis du ou de la référent·e : ${reportInWords(row)}.`,
      opinion: row.opinion ? opinionWords[row.opinion] : 'sans avis',
      reasons: paragraphs(row.reasons),
      gone: row.outcome === 'gone',
    })),
    endedBy: endedByName,
  };
}
