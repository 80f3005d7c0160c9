/** What a person asks: the same questions, signed in or not. */
import { z } from 'zod';
import { kinds, type Kind } from '../../workflows/privacy-request/contract.ts';
import { rightWords } from '../../views/privacy-request/words.ts';
import { emailAddress } from '../forms/email.ts';
import { faultsIn, type Faults } from '../forms/form.ts';
import { choice, requiredLine, requiredText } from '../forms/inputs.ts';

export const rightOptions = kinds.map((value) => ({ value, ...rightWords[value] }));

const Right = z.object({
  kind: choice('Choisissez ce que vous demandez.', kinds),
  text: requiredText('Écrivez votre demande : quelles données, dans quel cadre.', 4000),
});
const Contact = z.object({
  name: requiredLine('Encodez votre prénom et votre nom.', 100),
  email: emailAddress('Encodez votre courriel : un lien de confirmation y est envoyé.'),
});
const Stranger = z.object({ ...Right.shape, ...Contact.shape });

export type Wanted = { kind: Kind; text: string };
export type AskedByStranger = Wanted & { name: string; email: string };
export const rightFields = ['kind', 'text'] as const;
export const strangerFields = [...rightFields, 'name', 'email'] as const;

type Read<T> = { ok: true; values: T } | { ok: false; faults: Faults };
const readWith = <T>(schema: z.ZodType<T>, typed: unknown): Read<T> => {
  const read = schema.safeParse(typed);
  return read.success ? { ok: true, values: read.data } : { ok: false, faults: faultsIn(read.error) };
};
export const readWanted = (typed: unknown): Read<Wanted> => readWith(Right, typed);
export const readStranger = (typed: unknown): Read<AskedByStranger> => readWith(Stranger, typed);
