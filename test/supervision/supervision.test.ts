import { expect } from 'chai';
import { recordAudit } from '../../db/audit.ts';
import { instant } from '../../db/connect.ts';
import { retryKey } from '../../db/supervision/retry-effect.ts';
import { stableId } from '../../db/seeds/demonstration/stable-id.ts';
import { addTasks } from '../inbox/tasks.ts';
import { openHouse, type House, type Visitor } from '../support/house.ts';
import { linkIn, textOf } from '../support/html.ts';
import { hour } from '../support/times.ts';

const minutesAgo = (house: House, minutes: number): string => instant(house.clock.now - minutes * 60_000);

describe('supervision', () => {
  let house: House;
  let claire: Visitor, sophie: Visitor;
  before(async () => {
    house = await openHouse();
    [claire, sophie] = [await house.as('Claire Fontaine'), await house.as('Sophie Lambert')];
    // As if the engine had followed every case.
    await house.db('cases').update({ engine_seq: house.db.ref('bell_seq') });
    await house.db('effects').update({ status: 'done', failure: null });
    await house.db('tasks').where({ action: 'retry-effect' }).delete();
  });
  after(() => house.close());

  interface Effect {
    case_id: string;
    act_number: number;
    effect: string;
  }
  const oneEffect = async (administration: string): Promise<Effect> => {
    const row = (await house
      .db('effects')
      .join('cases', 'cases.id', 'effects.case_id')
      .where({ 'cases.administration': administration })
      .whereLike('effects.effect', 'letter%')
      .orderBy('reference')
      .first('effects.case_id', 'effects.act_number', 'effects.effect')) as Effect | undefined;
    if (!row) throw new Error('no letter in the demonstration');
    return row;
  };
  const fail = async (effect: Effect): Promise<void> => {
    await house
      .db('effects')
      .where({ ...effect })
      .update({ status: 'failed', failure: 'mailbox-refused', attempts: 30 });
    const row = (await house.db('cases').where({ id: effect.case_id }).first()) as { administration: string };
    const [task] = await addTasks(
      house.db,
      [
        {
          key: retryKey({ number: effect.act_number, effect: effect.effect }),
          action: 'retry-effect',
          role: 'supervisor',
        },
      ],
      row.administration,
    );
    await house.db('tasks').where({ id: task }).update({ case_id: effect.case_id });
  };

  it('is for supervisors: agents are told so, operators belong elsewhere', async () => {
    const nathalie = await house.as('Nathalie Servais');
    for (const path of [
      '',
      '/deadlines',
      '/load',
      '/stuck',
      '/parameters',
      '/procedures',
      '/audit',
      `/cases/${(await oneEffect('namur')).case_id}`,
      '/reassign?from=nobody',
    ]) {
      expect((await claire.get(`/supervision${path}`)).status, path).to.equal(200);
      expect((await nathalie.get(`/supervision${path}`)).status, path).to.equal(403);
      expect((await sophie.get(`/supervision${path}`)).status, path).to.equal(path === '' ? 302 : 403);
    }
  });

  it('counts what is late, due this week, and in whose hands', async () => {
    await addTasks(house.db, [
      { key: 'count-1', due_on: '2026-11-16', assignee_id: sophie.userId },
      { key: 'count-2', due_on: '2026-11-22', assignee_id: sophie.userId },
      { key: 'count-3', due_on: '2026-11-27' },
    ]);
    const open = (await house
      .db('tasks')
      .where({ administration: 'namur' })
      .whereNull('closed_at')
      .whereNot({ role: 'operator' })) as { due_on: string; assignee_id: string | null }[];
    const late = open.filter(({ due_on: day }) => day < '2026-11-23').length;
    const week = open.filter(({ due_on: day }) => day >= '2026-11-23' && day <= '2026-11-29').length;
    const page = textOf((await claire.get('/supervision')).text);
    expect(page)
      .to.include(`${late} en retard`)
      .and.to.include(`${week} échéance cette semaine`)
      .and.to.include('Administration subrégionale de Namur');
    const hers = open.filter(({ assignee_id: who }) => who === sophie.userId);
    expect(page).to.include(
      `Sophie Lambert ${hers.length} ${hers.filter(({ due_on: day }) => day < '2026-11-23').length} `,
    );
    expect(textOf((await claire.get('/supervision/deadlines')).text)).to.include(`23/11/2026 ${late + week} ${late}`);
  });

  it('shows what failed, what waits too long and where the engine lags, of its own administration only', async () => {
    const [near, far] = [await oneEffect('namur'), await oneEffect('liege')];
    await fail(near);
    await fail(far);
    const references = async (effect: Effect) =>
      ((await house.db('cases').where({ id: effect.case_id }).first('reference')) as { reference: string }).reference;
    const page = textOf((await claire.get('/supervision/stuck')).text);
    expect(page)
      .to.include('Bloquées (1)')
      .and.to.include(await references(near))
      .and.to.match(/n'a pas pu être fait \(30 essais\) : le serveur de courriel refuse cette adresse/)
      .and.not.to.include(await references(far));
    expect(textOf((await (await house.as('Alain Verstraete')).get('/supervision/stuck')).text)).to.include(
      'Bloquées (2)',
    );

    const waiting = (await house
      .db('effects')
      .join('cases', 'cases.id', 'effects.case_id')
      .where({ administration: 'namur', effect: 'receipt' })
      .first('effects.case_id', 'effects.act_number', 'effects.effect')) as Effect;
    await house
      .db('effects')
      .where({ ...waiting })
      .update({ status: 'pending', created_at: minutesAgo(house, 9) });
    expect(textOf((await claire.get('/supervision/stuck')).text)).to.include('Bloquées (1)');
    await house
      .db('effects')
      .where({ ...waiting })
      .update({ created_at: minutesAgo(house, 11) });
    expect(textOf((await claire.get('/supervision/stuck')).text)).to.include('Bloquées (2)');
    await house
      .db('effects')
      .where({ ...waiting })
      .update({ status: 'done' });

    await house
      .db('cases')
      .where({ id: near.case_id })
      .update({ engine_seq: house.db.raw('bell_seq - 1') });
    expect(textOf((await claire.get('/supervision/stuck')).text)).to.include("Le moteur n'a pas encore traité 1 étape");
    await house
      .db('cases')
      .where({ id: near.case_id })
      .update({ engine_seq: house.db.ref('bell_seq') });
  });

  it('sets a failed letter going again: pending, its task closed, the bell rung, and told in the history', async () => {
    const effect = await oneEffect('namur');
    const fields = { number: String(effect.act_number), effect: effect.effect };
    house.bells.length = 0;
    expect((await claire.post(`/supervision/cases/${effect.case_id}/retry`, fields)).status).to.equal(303);
    expect(
      await house
        .db('effects')
        .where({ ...effect })
        .first('status', 'failure', 'attempts'),
    ).to.deep.equal({ status: 'pending', failure: null, attempts: 0 });
    expect(
      await house.db('tasks').where({ case_id: effect.case_id, action: 'retry-effect' }).whereNull('closed_at'),
    ).to.deep.equal([]);
    expect(house.bells).to.deep.equal([{ slug: 'authorisation-adaptation', caseId: effect.case_id }]);
    expect(await house.db('audit').where({ event: 'retry', subject_id: effect.case_id })).to.have.lengthOf(1);
    expect(textOf((await claire.get('/supervision/stuck')).text), 'it is given its time').to.include('Bloquées (0)');
    // Pressed twice: the bell may ring again, nothing else.
    expect((await claire.post(`/supervision/cases/${effect.case_id}/retry`, fields)).status).to.equal(303);
    expect(await house.db('audit').where({ event: 'retry', subject_id: effect.case_id })).to.have.lengthOf(1);
  });

  it('lets nobody else try again, nor elsewhere, nor with a form of another shape', async () => {
    const effect = await oneEffect('namur');
    const fields = { number: String(effect.act_number), effect: effect.effect };
    expect((await sophie.post(`/supervision/cases/${effect.case_id}/retry`, fields)).status).to.equal(403);
    const far = await oneEffect('liege');
    expect((await claire.post(`/supervision/cases/${far.case_id}/retry`, fields)).status).to.equal(404);
    expect((await claire.get(`/supervision/cases/${far.case_id}`)).status).to.equal(404);
    for (const wrong of [{ number: '1' }, { number: 'x', effect: 'receipt' }, { ...fields, more: '1' }] as Record<
      string,
      string
    >[]) {
      expect((await claire.post(`/supervision/cases/${effect.case_id}/retry`, wrong)).status).to.equal(422);
    }
  });

  it('shows one case on its procedure: each act in French with who did it, and no word that a person typed', async () => {
    const row = (await house.db('cases').where({ reference: 'AD-2026-01316' }).first('id')) as { id: string };
    house.deps.engine.describe = () =>
      Promise.resolve({
        running: true,
        number: 4,
        waitingUntil: house.clock.now + hour,
        carryingOut: [{ effect: 'letter-complement', attempt: 3, lastFailure: 'ECONNREFUSED' }],
      });
    const { text } = await claire.get(`/supervision/cases/${row.id}`);
    const page = textOf(text);
    expect(page)
      .to.include("Le dossier est à l'étape « Complément demandé »")
      .and.to.include('1. Demande introduite par Nathalie Servais')
      .and.to.include('3. Complément demandé par Sophie Lambert');
    expect(page)
      .to.match(/essai 3 : un service du portail ne répond pas/)
      .and.to.include('en marche');
    expect(text)
      .to.match(/<g class="node here">/)
      .and.to.match(/<path class="edge taken"/)
      .and.not.to.match(/ style=/);
    const contents = (await house.db('act_contents').where({ case_id: row.id })) as {
      content: Record<string, unknown>;
    }[];
    for (const word of contents
      .flatMap(({ content }) => Object.values(content))
      .filter((value): value is string => typeof value === 'string' && value.length > 12))
      expect(page).not.to.include(word);
    expect(
      await house.db('audit').where({ event: 'consult', subject: 'case', subject_id: row.id, actor_id: claire.userId }),
    ).to.have.lengthOf(1);
    house.deps.engine.describe = () => Promise.resolve(undefined);
    expect(textOf((await claire.get(`/supervision/cases/${row.id}`)).text)).to.include('Le moteur ne répond pas');
  });

  it('shares out the tasks of somebody away among those who may do them, with a reason', async () => {
    const [karim, marc] = [stableId('user referent-2-namur'), stableId('user coordinator-namur')];
    await addTasks(
      house.db,
      Array.from({ length: 6 }, (_, index) => ({ key: `away-${index}`, assignee_id: sophie.userId })),
    );
    const before = (await house.db('tasks').where({ assignee_id: sophie.userId }).whereNull('closed_at')) as {
      id: string;
      role: string;
    }[];
    const refused = await claire.post('/supervision/reassign', { from: sophie.userId!, to: [karim, marc], reason: '' });
    expect(refused.status).to.equal(422);
    expect(refused.text)
      .to.include('Encodez le motif')
      .and.to.match(new RegExp(`value="${karim}"[^>]* checked`));
    expect((await claire.post('/supervision/reassign', { from: sophie.userId!, reason: 'Absence' })).status).to.equal(
      422,
    );
    expect(
      (await claire.post('/supervision/reassign', { from: sophie.userId!, to: sophie.userId!, reason: 'Absence' }))
        .status,
    ).to.equal(422);
    expect(
      (await sophie.post('/supervision/reassign', { from: karim, to: sophie.userId!, reason: 'Absence' })).status,
    ).to.equal(403);
    expect(
      (
        await claire.post('/supervision/reassign', {
          from: sophie.userId!,
          to: [karim, marc],
          reason: 'Absence de longue durée',
        })
      ).status,
    ).to.equal(303);
    const afterwards = (await house.db('tasks').whereIn(
      'id',
      before.map(({ id }) => id),
    )) as { role: string; assignee_id: string | null }[];
    expect(
      afterwards.filter(({ role }) => role === 'referent').every(({ assignee_id: who }) => who === karim),
    ).to.equal(true);
    expect(await house.db('audit').where({ event: 'assign', actor_id: claire.userId })).to.have.lengthOf(before.length);
  });

  it('shows the whole history to the data protection officer, and to a supervisor what concerns their cases', async () => {
    const [etienne, alain] = [await house.as('Étienne Jadot'), await house.as('Alain Verstraete')];
    const far = await oneEffect('liege');
    await recordAudit(house.db, {
      at: house.clock.now,
      actorId: alain.userId,
      event: 'consult',
      subject: 'case',
      subjectId: far.case_id,
    });
    await recordAudit(house.db, {
      at: house.clock.now,
      actorId: null,
      event: 'sign-in-refused',
      subject: 'sign-in',
      subjectId: 'unknown-person',
    });
    const shown = async (who: Visitor, query = '') => textOf((await who.get(`/supervision/audit${query}`)).text);
    expect(await shown(etienne, '?event=sign-in-refused'))
      .to.include('Connexion refusée inconnu'.split(' ')[0]!)
      .and.to.include('inconnu');
    expect(await shown(claire, '?event=sign-in-refused')).to.include('Aucune ligne');
    expect(await shown(claire, `?subject=case&who=${alain.userId!}`)).to.include('Aucune ligne');
    expect(await shown(etienne, `?who=${alain.userId!}`)).to.include('Alain Verstraete');
    expect(await shown(etienne, '?event=assign'))
      .to.include('Absence de longue durée')
      .and.to.include('personne en charge : une personne → une personne');
    expect((await sophie.get('/supervision/audit')).status).to.equal(403);
    expect((await etienne.get('/supervision')).headers.location).to.equal('/supervision/audit');
  });

  it('turns the pages of the history both ways, each line once', async () => {
    for (let count = 0; count < 120; count++)
      await recordAudit(house.db, {
        at: house.clock.now,
        actorId: claire.userId,
        event: 'export',
        subject: 'case',
        subjectId: String(stableId(`line ${count}`)),
      });
    const etienne = await house.as('Étienne Jadot');
    const lines = (html: string): string[] =>
      [...html.matchAll(/subject&#x3D;case&amp;id&#x3D;([0-9a-f-]{36})/g)].map(([, id]) => id!);
    const pages: string[] = [(await etienne.get('/supervision/audit?event=export')).text];
    while (linkIn(pages.at(-1)!, 'next')) pages.push((await etienne.get(linkIn(pages.at(-1)!, 'next')!)).text);
    const all = pages.flatMap(lines);
    expect(all).to.have.lengthOf(120);
    expect(new Set(all).size).to.equal(120);
    expect(lines((await etienne.get(linkIn(pages.at(-1)!, 'prev')!)).text)).to.deep.equal(lines(pages.at(-2)!));
    for (const query of [
      '?before=x',
      '?after=-1',
      '?before=999999999999999999999',
      '?from=31/02/2026',
      '?event=nothing',
      '?id=%27',
      '?who=1&who=2',
    ])
      expect((await etienne.get(`/supervision/audit${query}`)).status, query).to.equal(200);
  });

  it('says each parameter with its source, and which are still to be confirmed', async () => {
    const page = textOf((await claire.get('/supervision/parameters')).text);
    expect(page)
      .to.include("Recours auprès du Conseil d'administration M.B. 28.07.2004, art. 57 30 jours 01/01/2020")
      .and.to.include("Vérification de la demande à confirmer par l'ONE hypothèse 10 jours ouvrables 01/01/2020");
  });
});
