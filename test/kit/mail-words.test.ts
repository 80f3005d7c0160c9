/** What mails to operators say, of every procedure: what is expected and until when, or what happened, and no outcome. */
import { expect } from 'chai';
import { procedures } from '../../activities/procedures.ts';
import { presentNotice, type ToldByMail } from '../../views/mail/notice.ts';
import type { ActionWords, ProcedureWords } from '../../views/words.ts';
import { kitActWords } from '../../workflows/kit-acts.ts';
import { rowOf, transitionsOf, type AnyProcess } from '../../workflows/procedure.ts';
import { quarterAttendance } from '../support/second-procedure/effects.ts';

const all = [...procedures, quarterAttendance].map(({ process, words }) => ({
  process: process as AnyProcess,
  words: words as ProcedureWords,
}));
const wordsOf = ({ actions }: ProcedureWords, action: string): ActionWords =>
  ({ ...kitActWords, ...actions })[action as keyof typeof kitActWords];
const outcomes = /refus|suspen|retrait de l|mise en demeure|accord|favorable|sans suite|rejet/i;
const at = Date.UTC(2026, 10, 26, 9, 12);
const told = (more: Partial<ToldByMail>): ToldByMail => ({ reference: 'AD-2026-01487', acts: [], tasks: [], ...more });
const act = (action: string, more: object = {}) => ({ action, at, byReader: false, byClock: false, ...more });

describe('the words of mails', () => {
  for (const { process, words } of all) {
    it(`stand for each act that operators hear of (${process.slug})`, () => {
      const opens = Object.entries(process.opens).map(([action, opening]) => ({ action, effects: opening!.effects }));
      const rows = Object.keys(process.statuses).flatMap((status) =>
        Object.entries(transitionsOf(process, status)).map(([action, { effects }]) => ({ action, effects })),
      );
      for (const { action, effects } of [...opens, ...rows]) {
        const hears = typeof effects === 'function' || effects?.includes('notify-operator');
        if (hears) expect(wordsOf(words, action).mail, action).to.be.a('string');
      }
    });

    it(`tell no outcome, neither of what happened nor of what is expected (${process.slug})`, () => {
      for (const action of Object.keys({ ...kitActWords, ...words.actions }))
        expect(wordsOf(words, action).mail ?? '', action).not.to.match(outcomes);
      const tasks = Object.keys(process.statuses).flatMap((status) => rowOf(process, status).tasks ?? []);
      for (const { action } of tasks.filter(({ role }) => role === 'operator')) {
        const { subject, first, lines } = presentNotice(
          told({ acts: [act('write-message')], tasks: [{ action, dueOn: '2026-12-28', openedAt: at }] }),
          words,
        );
        expect([subject, first, ...lines].join(' '), action).not.to.match(outcomes);
        const isRight = (words.rights as readonly string[] | undefined)?.includes(action);
        expect(isRight ? lines.join(' ') : subject, action).to.include('au plus tard le lundi 28 décembre 2026');
      }
    });
  }

  const [{ words } = all[0]!] = all;
  it('put what has just been asked first, and what may be left undone nowhere but below', () => {
    const asked = presentNotice(
      told({
        acts: [act('ask-complement')],
        tasks: [{ action: 'give-complement', dueOn: '2026-12-28', openedAt: at }],
      }),
      words,
    );
    expect(asked).to.deep.equal({
      subject: 'Pro.ONE : Compléter la demande, au plus tard le lundi 28 décembre 2026 – AD-2026-01487',
      first: 'Il vous est demandé\u00a0: compléter la demande, au plus tard le lundi 28 décembre 2026.',
      lines: ["Ce qui s’est passé\u00a0: l'ONE demande un complément."],
    });
    const decided = presentNotice(
      told({ acts: [act('sign-decision')], tasks: [{ action: 'lodge-appeal', dueOn: '2026-12-28', openedAt: at }] }),
      words,
    );
    expect(decided.subject).to.equal('Pro.ONE : Une décision a été prise – AD-2026-01487');
    expect(decided.lines).to.deep.equal([
      'Vous pouvez encore\u00a0: introduire un recours, au plus tard le lundi 28 décembre 2026.',
      'Rien ne vous est demandé pour le moment.',
    ]);
  });

  it('remind of what is expected, however long it has been', () => {
    const { subject } = presentNotice(
      told({
        acts: [act('remind-complement', { byClock: true })],
        tasks: [{ action: 'give-complement', dueOn: '2026-12-28', openedAt: at - 86_400_000 }],
      }),
      words,
    );
    expect(subject).to.include('Compléter la demande');
  });

  it('say both where somebody sent something and an answer came at once', () => {
    const { subject, lines } = presentNotice(
      told({ acts: [act('submit', { byReader: true }), act('declare-complete')] }),
      words,
    );
    expect(subject).to.equal('Pro.ONE : Votre demande est complète – AD-2026-01487');
    expect(lines[0]).to.include('est bien enregistré\u00a0: demande introduite');
  });

  it('say that there is news of a procedure that this release does not know', () => {
    expect(presentNotice(told({ acts: [act('unheard-of')] }), { kinds: {}, actions: {}, effects: {} }).first).to.equal(
      'Il y a du nouveau.',
    );
  });
});
