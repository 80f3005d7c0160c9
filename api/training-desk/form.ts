/** The decision as it is typed. */
import { z } from 'zod';
import { decisionKinds, type Decided } from '../../db/training-desk/decide.ts';
import { id, several, token, whole } from '../forms/envelope.ts';
import { choice, optionalLine, optionalText } from '../forms/inputs.ts';
import { moduleMotives, sentenceOf } from './words.ts';

const entitlements = ['one', 'agreed', 'habilitated'] as const;

/** What the page shows before anybody decides: only what is needed for the effects. */
export const Ticked = z.object({
  spelling: several(whole(15)).optional(),
  kind: choice('Choisissez une décision.', decisionKinds).optional(),
});

export const DecisionForm = z
  .strictObject({
    token,
    spelling: several(whole(15), 'Cochez au moins une ligne du groupe.'),
    kind: choice('Choisissez une décision.', decisionKinds),
    organisation: optionalLine(160),
    module: optionalLine(200),
    entitledBy: z.enum(['', ...entitlements]).optional(),
    motive: z.enum(['', ...moduleMotives]).optional(),
    text: optionalText(1000),
    question: optionalText(1000),
    restsOn: z.union([z.literal(''), id]).optional(),
  })
  .superRefine(({ kind, organisation, module, entitledBy, motive, question }, context) => {
    const fault = (path: string, message: string): void => {
      context.addIssue({ code: 'custom', path: [path], message });
    };
    if (kind === 'ask-information') {
      if (!question) fault('question', 'Écrivez ce que les opérateurs doivent préciser.');
      return;
    }
    if (!organisation) fault('organisation', "Écrivez le nom de l'organisme, comme il sera dans la liste.");
    if (!module && kind !== 'refuse-organisation') fault('module', 'Écrivez le module, comme il sera dans la liste.');
    if (kind !== 'refuse-organisation' && !entitledBy)
      fault('entitledBy', "Choisissez pourquoi l'organisme est habilité.");
    if (kind !== 'recognise' && !motive) fault('motive', 'Choisissez le motif du refus.');
  });

export function decidedOf(
  {
    token: sent,
    kind,
    spelling,
    organisation,
    module,
    entitledBy,
    motive,
    text,
    question,
    restsOn,
  }: z.infer<typeof DecisionForm>,
  { groupId, names }: { groupId: string; names: { organisation: string; module: string } },
): Decided {
  const isRefusal = kind === 'refuse-module' || kind === 'refuse-organisation';
  const isOfOrganisation = kind === 'recognise' || kind === 'refuse-module';
  const motiveOf = isRefusal && motive ? motive : null;
  return {
    token: sent,
    kind,
    groupId,
    spellings: spelling,
    organisation: organisation ?? names.organisation,
    module: module ?? names.module,
    entitledBy: isOfOrganisation && entitledBy ? entitledBy : null,
    motive: motiveOf,
    text: kind === 'ask-information' ? (question ?? null) : motiveOf ? (text ?? sentenceOf(motiveOf)) : null,
    restsOn: restsOn && kind !== 'ask-information' ? restsOn : null,
  };
}
