/** Sending places, for the first time or corrected: what is sent is read in the act's own transaction, as it was seen. */
import { z } from 'zod';
import { isLeft, isReady, type PlaceOfQuarter } from '../../db/aes-subsidy/places.ts';
import { markOf, sendPlaces, type MovedPlace } from '../../db/aes-subsidy/send.ts';
import type { Database } from '../../db/connect.ts';
import { formatDateTime } from '../../domain/french-dates.ts';
import type { Facts } from '../../workflows/aes-subsidy/contract.ts';
import { actForm, type ActForm, type ActFormParts, type SealContext, type Sealed } from '../cases/act-form.ts';
import { several } from '../forms/envelope.ts';
import { answer, choice } from '../forms/inputs.ts';
import { notAChoice } from '../forms/sentences.ts';
import { sendingIn, type File, type Pages } from './own.ts';
import { lackingOf, numberInWords } from './place-rows.ts';
import { certified, certifiedInput, placesCard, placesInput, sendingPanel } from './places-card.ts';

type SendFacts = Facts['send'];
/** What is sent is known once it is read in the transaction of the act. */
const nothingYet: SendFacts = { places: {}, left: 0, children: 0 };
const tick = 'Cochez au moins un lieu.';
const certify = choice('Cochez la case pour certifier ce que vous envoyez.', ['oui']);

const scripts = ['scripts/aes-subsidy.js'];

const movedText = (places: readonly MovedPlace[]): string => {
  const told = places.map(
    ({ name, before, after, by, at }) =>
      `${name}${before === undefined || before === after ? '' : `, ${numberInWords(before)} présences à la lecture et ${numberInWords(after)} maintenant`}${at === null ? '' : ` (${by ?? 'un logiciel'}, ${formatDateTime(at)})`}`,
  );
  return `Les présences ont changé pendant que vous lisiez : rien n'a été envoyé. ${told.join(' ; ')}. Relisez, puis envoyez.`;
};

async function sealed(
  trx: Database,
  { row, by, at, today, content }: SealContext<Pages, SendFacts>,
  seen: string,
  { chosen, may, statement }: { chosen: readonly string[]; may: (place: PlaceOfQuarter) => boolean; statement: string },
): Promise<Sealed<SendFacts>> {
  const { organising_body_id: organisingBodyId, state } = row;
  const sending = await sendPlaces(
    trx,
    { organisingBodyId, quarter: state.data.quarter, caseId: row.id, chosen, seen, by, at, today },
    may,
  );
  switch (sending.outcome) {
    case 'sent':
      return { ok: true, facts: sending.facts, content: { ...content, statement, sent: sending.sent } };
    case 'moved':
      return { ok: false, moved: true, fault: movedText(sending.places) };
    case 'not-ready':
      return {
        ok: false,
        moved: true,
        fault: `${sending.names.length > 0 ? sending.names.map((name) => `« ${name} »`).join(', ') : 'Un lieu'} ne peut plus être envoyé tel quel : rien n'a été envoyé. Relisez, puis envoyez.`,
      };
    default:
      return sending satisfies never;
  }
}

const chosenIn = (content: object): string[] => (content as { chosen: string[] }).chosen;
/** The faults of what was ticked: beside the place, why it cannot be sent. */
function faultOfChosen(chosen: readonly string[], file: File): string | undefined {
  const { places } = sendingIn(file);
  const refused = chosen
    .map((id) => places.find((place) => place.id === id))
    .filter((place) => !place || !isReady(place));
  if (refused.length === 0) return undefined;
  return refused
    .map((place) => {
      if (!place) return notAChoice;
      const why = place.sent
        ? 'est déjà envoyé'
        : lackingOf(place)
            .map(({ link }) => link)
            .join(', ');
      return place.sent
        ? `« ${place.name} » ${why}.`
        : `« ${place.name} » est incomplet : ${why || 'aucun jour requis'}.`;
    })
    .join(' ');
}

export const send: ActForm<Pages, Facts['send']> = actForm<Pages>()({
  wide: true,
  scripts,
  fields: ({ file }) => [placesInput(file), certifiedInput],
  panels: ({ file }) => [sendingPanel(file)],
  blocked: ({ file }) => (sendingIn(file).places.some(isReady) ? undefined : [placesCard(file)]),
  schema: z.strictObject({ places: several(answer(tick), tick), certified: certify }),
  checkFile: ({ places }, { file }) => {
    const fault = faultOfChosen(places, file);
    return fault ? { places: fault } : {};
  },
  split: ({ places }) => ({ facts: nothingYet, content: { chosen: [...new Set(places)] } }),
  seal: {
    mark: ({ file }) => markOf(sendingIn(file).places),
    read: (trx, context, seen) =>
      sealed(trx, context, seen, {
        chosen: chosenIn(context.content),
        may: (place) => isLeft(place) && isReady(place),
        statement: certified,
      }),
  },
});

/** The places of which ONE has opened months again. */
const corrected = (file: File): PlaceOfQuarter[] =>
  sendingIn(file).places.filter(({ sent }) => sent && sent.reopened.length > 0);
const correctedParts: ActFormParts<Pages, SendFacts, { certified: 'oui' }> = {
  intro: ({ file }) =>
    corrected(file).length > 0
      ? `Ce qui est envoyé à nouveau : ${corrected(file)
          .map(({ name }) => name)
          .join(', ')}. L'ONE voit ce qui a changé.`
      : "L'ONE n'a rouvert aucun mois : les présences envoyées restent celles qu'elle a reçues.",
  fields: () => [certifiedInput],
  panels: ({ file }) => [{ ...placesCard(file), form: undefined }],
  blocked: ({ file }) =>
    corrected(file).every(({ standing }) => standing.complete)
      ? undefined
      : [
          {
            partial: 'banner',
            kind: 'warning',
            title: 'Des jours manquent.',
            text: corrected(file)
              .filter(({ standing }) => !standing.complete)
              .map(
                (place) =>
                  `${place.name} : ${lackingOf(place)
                    .map(({ link }) => link)
                    .join(', ')}`,
              )
              .join(' ; '),
          },
        ],
  schema: z.strictObject({ certified: certify }),
  split: async (_values, _context, file) => ({
    facts: nothingYet,
    content: { chosen: corrected((await file()).file).map(({ id }) => id) },
  }),
  seal: {
    mark: ({ file }) => markOf(sendingIn(file).places),
    read: (trx, context, seen) =>
      sealed(trx, context, seen, {
        chosen: chosenIn(context.content),
        may: ({ sent, standing }) => sent !== undefined && standing.complete,
        statement: certified,
      }),
  },
};
export const answerCorrection: ActForm<Pages, SendFacts> = actForm<Pages>()(correctedParts);
