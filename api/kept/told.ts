/** How a form that was put aside is told to the person who sent it. */
import type { Response } from 'express';
import type { FormFields } from '../../db/form-drafts.ts';
import type { LateForm, Why } from './keep.ts';
import { refill, toldRows } from './refill.ts';

export interface KeptForm {
  id: string;
  form: LateForm;
}
/** What was put aside and is asked for by this request, by field; undefined where nothing is. */
export function lateFields(res: Response): FormFields | undefined {
  const { kept } = res.locals as { kept?: KeptForm };
  if (!kept) return undefined;
  const fields: FormFields = {};
  for (const [name, value] of kept.form.fields) {
    const before = fields[name];
    fields[name] = before === undefined ? value : [before, value].flat();
  }
  return fields;
}
type Data = Record<string, unknown> & { title: string };
export interface ShownForm {
  view: string;
  page: Data;
  status?: number;
}

const reasons: Readonly<Record<Why, { title: string; text: string }>> = {
  'session-over': {
    title: "Ce formulaire n'est pas encore envoyé.",
    text: "Votre session était terminée quand vous l'avez envoyé. Le voici tel que vous l'aviez rempli : relisez-le, puis envoyez-le.",
  },
  'other-session': {
    title: "Ce formulaire n'est pas encore envoyé.",
    text: "Vous vous étiez reconnecté·e depuis que la page était ouverte. Le voici tel que vous l'aviez rempli : relisez-le, puis envoyez-le.",
  },
  'signature': {
    title: "Ce formulaire n'est pas encore envoyé.",
    text: 'Vous venez de vous identifier à nouveau. Ce que vous aviez encodé est conservé : relisez-le, puis envoyez-le.',
  },
  'unreadable': {
    title: "Ce formulaire n'a pas pu être lu.",
    text: "Rien n'est encore envoyé. Ce que vous aviez encodé est conservé : vérifiez-le, puis envoyez-le à nouveau.",
  },
};
const filesToo = ' Les fichiers que vous aviez choisis sont à choisir à nouveau.';

/** A page on which the form stands, drawn for this address: filled in again, or else a page that lists what was typed. */
export function withKeptForm(view: string, page: Data, kept: KeptForm): ShownForm {
  const { form } = kept;
  const filled = refill(page, form);
  if (!filled) return resumePage(kept, toldRows(page, form));
  const { title, text } = reasons[form.why];
  return {
    view,
    page: {
      ...filled,
      keptForm: kept.id,
      flash: { kind: 'warning', title, text: text + (form.files ? filesToo : '') },
      ...(form.errors ? { errors: [...((page.errors as object[] | undefined) ?? []), ...form.errors] } : {}),
    },
    ...(form.why === 'unreadable' ? { status: 422 } : {}),
  };
}

export function resumePage({ id, form }: KeptForm, rows: { label: string; values: string[] }[]): ShownForm {
  const { title, text } = reasons[form.why];
  return {
    view: 'sign-in/resume',
    page: {
      title: form.why === 'unreadable' ? 'Vérifiez votre envoi' : 'Confirmez votre envoi',
      why: `${title} ${text}${form.files ? filesToo : ''}`,
      errors: form.errors,
      action: form.path,
      fields: form.fields.map(([name, value]) => ({ name, value })),
      rows,
      keptForm: id,
      backHref: form.page ?? '/',
    },
    ...(form.why === 'unreadable' ? { status: 422 } : {}),
  };
}
