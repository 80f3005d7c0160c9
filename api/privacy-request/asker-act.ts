/** What a person does with their own request, from either of their pages. */
import { z } from 'zod';
import type { Followed } from '../../db/privacy-request/askers.ts';
import { ActRefused, recordAct } from '../../db/record-act.ts';
import type { Instant } from '../../domain/calendar.ts';
import { askerActs, slug, type AskerAct } from '../../workflows/privacy-request/contract.ts';
import { process } from '../../workflows/privacy-request/process.ts';
import type { Dependencies } from '../context.ts';
import { oneOf, token, version } from '../forms/envelope.ts';
import { requiredText } from '../forms/inputs.ts';

const Act = z.object({
  action: oneOf(Object.fromEntries(askerActs.map((action) => [action, true]))),
  token,
  version,
  text: z.unknown().optional(),
});
const Text = requiredText('Écrivez votre réponse.', 4000);

const done: Readonly<Record<AskerAct, string>> = {
  'give-reply': 'Votre réponse est envoyée au délégué.',
  'withdraw': 'Votre demande est retirée.',
};

/** What is shown on the page afterwards. */
export interface After {
  status?: number;
  flash?: { kind: 'done' | 'warning'; text: string };
  errors?: { text: string; href?: string }[];
  fault?: { text: string; typed: unknown };
}

/** @param typed the body of the form */
export async function actOfAsker(
  { db, bell }: Dependencies,
  followed: Followed,
  typed: Readonly<Record<string, unknown>>,
  at: Instant,
): Promise<After> {
  const read = Act.safeParse(typed);
  if (!read.success)
    return { status: 422, errors: [{ text: 'Cette page est incomplète : relisez-la, puis recommencez.' }] };
  const action = read.data.action as AskerAct;
  const text = action === 'give-reply' ? Text.safeParse(read.data.text) : undefined;
  if (text && !text.success) {
    const fault = text.error.issues[0]?.message ?? '';
    return { status: 422, errors: [{ text: fault, href: '#text' }], fault: { text: fault, typed: read.data.text } };
  }
  try {
    const recorded = await recordAct(db, process, followed.id, {
      action,
      token: `${followed.asker_id}.${read.data.token}`,
      facts: {},
      content: text ? { text: text.data } : null,
      actor: { role: 'procedure', userId: null },
      at,
      seen: read.data.version,
    });
    if (recorded.ring) bell.ring(slug, followed.id, followed.reference);
    return { flash: { kind: 'done', text: done[action] } };
  } catch (error) {
    if (!(error instanceof ActRefused)) throw error;
    return {
      status: 409,
      ...(text ? { fault: { text: '', typed: text.data } } : {}),
      flash: { kind: 'warning', text: "Votre demande a changé entre-temps : rien n'est fait. Voici où elle en est." },
    };
  }
}
