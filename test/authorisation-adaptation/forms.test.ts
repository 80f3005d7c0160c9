import { expect } from 'chai';
import fc from 'fast-check';
import type { Values } from '../../api/drafts/form.ts';
import {
  assess,
  carryOver,
  documentsFor,
  fieldsOf,
  findStep,
  inputsOf,
  keep,
  typedIn,
} from '../../api/drafts/reading.ts';
import { summaryOf } from '../../api/drafts/summary.ts';
import { changedRows, factsOf, requestForms, wishedOn } from '../../api/authorisation-adaptation/request-forms.ts';
import type { FormContext } from '../../api/authorisation-adaptation/request-forms/form.ts';
import { requestKinds, type RequestKind } from '../../workflows/authorisation-adaptation/contract.ts';

const days = (value: number) => ({ value, unit: 'days' as const });
const context: FormContext = {
  today: '2026-11-22',
  bodyName: 'ASBL « Les Petits Chênes »',
  facility: {
    id: 'a0000000-0000-4000-8000-000000000001',
    name: 'Crèche Les Petits Chênes',
    kind: 'subsidised-creche',
    home: false,
    bodyKind: 'asbl',
    administration: 'namur',
    authorisation: {
      status: 'authorised',
      address: { street: 'rue des Bateliers', number: '12', postcode: '5000', locality: 'Namur' },
      capacity: 35,
    },
  },
  parameters: {
    'notice.permanent-move': days(90),
    'notice.temporary-move': days(30),
    'notice.end-of-activity.collective': days(90),
    'notice.end-of-activity.home': days(60),
    'notice.temporary-cessation': days(30),
    'notice.return-to-premises': days(15),
    'notice.capacity-change': days(60),
    'capacity-limit.childminder': { value: 10, unit: 'count' },
    'temporary-limit': { value: 12, unit: 'months' },
  },
  periods: [
    {
      caseId: 'c0000000-0000-4000-8000-000000000001',
      kind: 'temporary-move',
      reference: 'AD-2026-00012',
      startedOn: '2026-09-01',
      plannedEndOn: '2027-01-31',
    },
  ],
};
const home: FormContext = {
  ...context,
  facility: {
    ...context.facility,
    kind: 'childminder',
    home: true,
    bodyKind: 'natural-person',
    authorisation: { ...context.facility.authorisation, capacity: 4 },
  },
};

const address = {
  'address.street': 'place du Moulin',
  'address.number': '3',
  'address.box': '',
  'address.postcode': '5100',
  'address.locality': 'jambes',
};
const typed: Record<RequestKind, Record<string, string>> = {
  'permanent-move': {
    ...address,
    movesOn: '1/4/2027',
    lastDayOn: '31/03/2027',
    noticeReason: '',
    capacity: '42',
    openingHours: '7 h 00 – 18 h 00',
    phone: '081 23 45 67',
    reason: 'Plus de place',
  },
  'temporary-move': {
    motive: 'works',
    urgent: 'non',
    reason: 'Travaux de toiture',
    ...address,
    startsOn: '04/01/2027',
    plannedEndOn: '30/03/2027',
    noticeReason: '',
    capacity: '28',
  },
  'end-of-activity': {
    lastDayOn: '30/06/2027',
    noticeReason: '',
    motive: 'Retraite',
    childrenPresent: '0',
    parentsInformedOn: '01/02/2027',
    staffInformedOn: '01/02/2027',
    archiveHolder: 'La commune',
    archiveContact: '081 00 00 00',
    successor: '',
  },
  'temporary-cessation': {
    motive: 'maternity',
    certificateOn: '',
    startsOn: '04/01/2027',
    plannedEndOn: '30/04/2027',
    noticeReason: '',
    reorientation: 'Autre accueillante du quartier',
    parentsInformedOn: '20/11/2026',
  },
  'return-to-premises': {
    linkedCaseId: 'c0000000-0000-4000-8000-000000000001',
    returnsOn: '04/01/2027',
    noticeReason: '',
    worksDone: 'oui',
    remarks: '',
  },
  'capacity-change': {
    capacity: '42',
    changesOn: '01/03/2027',
    noticeReason: '',
    staffingPlan: '5 ETP accueil, 0,5 ETP PMS',
    reason: 'Demande du quartier',
  },
};

/** The form as it is kept after every page was sent once. */
function fill(kind: RequestKind, changes: Record<string, string> = {}): Values {
  const form = requestForms[kind];
  const all = { ...typed[kind], ...changes };
  return form.steps.reduce<Values>((kept, step) => {
    const body = Object.fromEntries(
      step.fields.flatMap(inputsOf).flatMap((input) => (all[input] === undefined ? [] : [[input, all[input]]])),
    );
    return keep(form, kept, step, typedIn(step, body).typed);
  }, {});
}
const look = (kind: RequestKind, changes: Record<string, string> = {}, where = context) =>
  assess(requestForms[kind], fill(kind, changes), where);
const faultsOf = (kind: RequestKind, changes: Record<string, string> = {}, where = context) =>
  look(kind, changes, where).steps.flatMap(({ faults }) => faults);
const fieldsAtFault = (kind: RequestKind, changes: Record<string, string> = {}, where = context) =>
  faultsOf(kind, changes, where).map(({ field }) => field);

describe('the forms of a request', () => {
  for (const kind of requestKinds) {
    it(`accepts an example of ${kind}, without a warning`, () => {
      const { complete, warnings, values } = look(kind);
      expect(faultsOf(kind)).to.deep.equal([]);
      expect(warnings).to.deep.equal([]);
      expect(complete).to.equal(true);
      expect(requestForms[kind].steps.map(({ key }) => key)).to.not.include.members([
        'documents',
        'check',
        'submit',
        'discard',
      ]);
      expect(values[requestForms[kind].wishedDay]).to.match(/^\d{4}-\d{2}-\d{2}$/);
    });

    it(`reads again what it has kept of ${kind}, to the same values`, () => {
      const kept = fill(kind);
      const stored = JSON.parse(JSON.stringify(kept)) as Values;
      expect(assess(requestForms[kind], stored, context).values).to.deep.equal(
        assess(requestForms[kind], kept, context).values,
      );
    });

    it(`asks for everything that is required for ${kind}, in French`, () => {
      const form = requestForms[kind];
      const { complete, steps } = assess(form, {}, context);
      expect(complete).to.equal(false);
      for (const { state, faults } of steps) {
        expect(state).to.equal('todo');
        for (const { text } of faults)
          expect(text)
            .to.match(/^[A-ZÀÉ][^\n]+$/)
            .and.not.match(/Invalid|expected|received/);
      }
    });
  }

  it('keeps the values in the shapes that decisions read', () => {
    expect(fill('temporary-move')).to.deep.equal({
      motive: 'works',
      urgent: false,
      reason: 'Travaux de toiture',
      address: { street: 'place du Moulin', number: '3', postcode: '5100', locality: 'Jambes' },
      startsOn: '2027-01-04',
      plannedEndOn: '2027-03-30',
      capacity: 28,
    });
    expect(fill('return-to-premises')).to.deep.equal({
      linkedCaseId: 'c0000000-0000-4000-8000-000000000001',
      returnsOn: '2027-01-04',
      worksDone: true,
    });
  });

  it('keeps what cannot be read as it was typed', () => {
    const kept = fill('temporary-move', { startsOn: '31/02/2027', capacity: 'trente' });
    expect(kept).to.include({ startsOn: '31/02/2027', capacity: 'trente' });
    expect(fieldsAtFault('temporary-move', { startsOn: '31/02/2027', capacity: 'trente' })).to.deep.equal([
      'startsOn',
      'capacity',
    ]);
  });

  it('refuses an input that the page does not have', () => {
    expect(typedIn(requestForms['capacity-change'].steps[0]!, { capacity: '42', facilityId: 'x' }).isOurs).to.equal(
      false,
    );
    expect(typedIn(requestForms['capacity-change'].steps[0]!, { capacity: ['42', '43'] })).to.deep.equal({
      typed: { capacity: '42', changesOn: '', noticeReason: '' },
      isOurs: false,
    });
  });

  it('takes control characters out of what is typed', () => {
    const step = requestForms['capacity-change'].steps[1]!;
    expect(typedIn(step, { staffingPlan: 'a\u0000b\r\nc\u202e', reason: 'x' }).typed).to.deep.equal({
      staffingPlan: 'ab\nc',
      reason: 'x',
    });
  });

  describe('addresses', () => {
    it('asks for each missing part', () => {
      expect(
        fieldsAtFault('permanent-move', {
          'address.street': '',
          'address.number': ' ',
          'address.postcode': '',
          'address.locality': '',
        }),
      ).to.deep.equal(['address.street', 'address.number', 'address.postcode', 'address.locality']);
    });
    it('refuses a postcode outside Brussels and Wallonia, of the German-speaking Community, or unknown', () => {
      for (const postcode of ['9000', '4700', '5999', '500', 'F-5000'])
        expect(fieldsAtFault('permanent-move', { 'address.postcode': postcode }), postcode).to.deep.equal([
          'address.postcode',
        ]);
    });
    it('names the localities when the one typed is not of that postcode', () => {
      const [fault] = faultsOf('permanent-move', { 'address.locality': 'Liège' });
      expect(fault).to.include({ field: 'address.locality' });
      expect(fault?.text).to.include('Jambes');
    });
    it('refuses a move to the present address', () => {
      const same = {
        'address.street': 'Rue des bateliers',
        'address.number': '12',
        'address.postcode': '5000',
        'address.locality': 'NAMUR',
      };
      expect(fieldsAtFault('permanent-move', same)).to.deep.equal(['address.street']);
    });
    it('tells when another administration will have the file', () => {
      const { warnings, complete } = look('permanent-move', {
        'address.postcode': '4000',
        'address.locality': 'Liege',
      });
      expect(complete).to.equal(true);
      expect(warnings[0]?.text).to.include('Administration subrégionale de Liège');
    });
  });

  describe('notice', () => {
    it('asks the reason of a shorter notice, and accepts the request with it', () => {
      const soon = { startsOn: '01/12/2026' };
      expect(fieldsAtFault('temporary-move', soon)).to.deep.equal(['noticeReason']);
      expect(look('temporary-move', soon).warnings[0]?.text)
        .to.include('9 jours')
        .and.include('30 jours')
        .and.include('mardi 22 décembre 2026');
      expect(look('temporary-move', { ...soon, noticeReason: 'La toiture fuit' }).complete).to.equal(true);
    });
    it('counts the day that falls exactly on the end of the notice as in time', () => {
      expect(look('temporary-move', { startsOn: '22/12/2026' }).complete).to.equal(true);
      expect(look('temporary-move', { startsOn: '21/12/2026' }).complete).to.equal(false);
    });
    it('asks no notice in case of urgency, disaster or illness', () => {
      expect(
        look('temporary-move', { startsOn: '22/11/2026', plannedEndOn: '10/01/2027', urgent: 'oui' }),
      ).to.deep.include({ complete: true, warnings: [] });
      expect(
        look('temporary-move', { startsOn: '22/11/2026', plannedEndOn: '10/01/2027', motive: 'disaster' }).complete,
      ).to.equal(true);
      expect(
        look('temporary-cessation', { motive: 'illness', certificateOn: '20/11/2026', startsOn: '22/11/2026' })
          .complete,
      ).to.equal(true);
    });
    it('holds a childminder to a shorter notice than a crèche for the end of the activity', () => {
      const end = { lastDayOn: '25/01/2027', parentsInformedOn: '01/11/2026', staffInformedOn: '' };
      expect(fieldsAtFault('end-of-activity', { ...end, staffInformedOn: '01/11/2026' })).to.deep.equal([
        'noticeReason',
      ]);
      expect(fieldsAtFault('end-of-activity', end, home)).to.deep.equal([]);
    });
  });

  describe('dates', () => {
    it('refuses an end before the beginning', () => {
      expect(fieldsAtFault('temporary-move', { plannedEndOn: '03/01/2027' })).to.deep.equal(['plannedEndOn']);
      expect(fieldsAtFault('temporary-cessation', { plannedEndOn: '03/01/2027' })).to.deep.equal(['plannedEndOn']);
      expect(fieldsAtFault('permanent-move', { lastDayOn: '02/04/2027' })).to.deep.equal(['lastDayOn']);
      expect(fieldsAtFault('end-of-activity', { parentsInformedOn: '01/07/2027' })).to.deep.equal([
        'parentsInformedOn',
      ]);
      expect(fieldsAtFault('return-to-premises', { returnsOn: '31/08/2026', noticeReason: 'x' })).to.deep.equal([
        'returnsOn',
      ]);
    });
    it('refuses a year that must be a slip', () => {
      expect(fieldsAtFault('capacity-change', { changesOn: '01/03/2207' })).to.deep.equal(['changesOn']);
      expect(fieldsAtFault('capacity-change', { changesOn: '01/03/2017', noticeReason: 'x' })).to.deep.equal([
        'changesOn',
      ]);
    });
    it('proposes the definitive request when a period is longer than twelve months, without stopping', () => {
      const move = look('temporary-move', { plannedEndOn: '05/01/2028' });
      expect(move.complete).to.equal(true);
      expect(move.warnings[0]).to.include({ instead: 'permanent-move' });
      expect(look('temporary-move', { plannedEndOn: '04/01/2028' }).warnings).to.deep.equal([]);
      expect(look('temporary-cessation', { plannedEndOn: '05/01/2028' }).warnings[0]).to.include({
        instead: 'end-of-activity',
      });
    });
    it('carries over what the definitive move asks too', () => {
      expect(carryOver(requestForms['temporary-move'], fill('temporary-move'))).to.deep.equal({
        address: { street: 'place du Moulin', number: '3', postcode: '5100', locality: 'Jambes' },
        capacity: 28,
        reason: 'Travaux de toiture',
        movesOn: '2027-01-04',
      });
    });
  });

  describe('capacity', () => {
    it('refuses what is no number, or none at all', () => {
      for (const capacity of ['', '0', '-1', '1e3', '0x10', '12,5', '9999999', '٣'])
        expect(fieldsAtFault('capacity-change', { capacity }), capacity).to.deep.equal(['capacity']);
    });
    it('refuses a change to the capacity of today', () => {
      expect(fieldsAtFault('capacity-change', { capacity: '35' })).to.deep.equal(['capacity']);
    });
    it('takes a capacity that no place of the kind can have for a slip', () => {
      const { complete, steps } = look('capacity-change', { capacity: '500' }, home);
      expect(complete).to.equal(false);
      expect(steps.flatMap(({ faults }) => faults.map(({ text }) => text))[0])
        .to.include('500 places')
        .and.include('au plus 10');
    });
    it('warns of an unusual capacity, and lets it pass', () => {
      for (const capacity of ['7', '36'])
        expect(look('capacity-change', { capacity })).to.have.property('complete', true);
      expect(look('capacity-change', { capacity: '36' }).warnings[0]?.text).to.include('multiple de 7');
      expect(look('capacity-change', { capacity: '5' }, home).warnings[0]?.text).to.include('4 places');
      expect(look('capacity-change', { capacity: '3' }, home).warnings).to.deep.equal([]);
    });
  });

  it('asks the date of a medical certificate for an illness only, and never a file', () => {
    expect(fieldsAtFault('temporary-cessation', { motive: 'illness' })).to.deep.equal(['certificateOn']);
    expect(fieldsAtFault('temporary-cessation', { motive: 'illness', certificateOn: '23/11/2026' })).to.deep.equal([
      'certificateOn',
    ]);
    expect(requestForms['temporary-cessation'].documents.map(({ slot }) => slot)).to.deep.equal(['parents-letter']);
  });

  it('refuses a return from a period that is not running', () => {
    expect(fieldsAtFault('return-to-premises', {}, { ...context, periods: [] })).to.deep.equal(['linkedCaseId']);
  });

  describe('documents', () => {
    const slots = (kind: RequestKind, values: Values, where = context) =>
      Object.fromEntries(documentsFor(requestForms[kind], where, values).map(({ slot, need }) => [slot, need]));
    it('asks a crèche that moves for the report of the fire service, a childminder for the attestation of the home', () => {
      expect(slots('permanent-move', {})).to.deep.equal({
        'plan': 'required',
        'occupation': 'required',
        'fire-report': 'required',
        'insurance': 'required',
        'commune-advice': 'optional',
      });
      expect(slots('permanent-move', {}, home))
        .to.include({ 'fire-attestation': 'required', 'household-extracts': 'required' })
        .and.not.have.property('fire-report');
    });
    it('asks for the report of the fire service when a temporary move lasts more than three months', () => {
      expect(slots('temporary-move', { startsOn: '2027-01-04', plannedEndOn: '2027-04-04' })).to.deep.equal({
        safety: 'required',
        plan: 'optional',
      });
      expect(slots('temporary-move', { startsOn: '2027-01-04', plannedEndOn: '2027-04-05' })).to.deep.equal({
        'safety': 'required',
        'plan': 'required',
        'fire-report': 'required',
      });
    });
    it('asks a legal person for the decision to stop, and a subsidised one for its accounts', () => {
      expect(slots('end-of-activity', {})).to.deep.equal({
        'parents-letter': 'required',
        'body-decision': 'required',
        'final-accounts': 'optional',
      });
      expect(slots('end-of-activity', {}, home)).to.deep.equal({ 'parents-letter': 'required' });
    });
    it('asks for the reception of the works only when works were done, and for plans only when there are to be more places', () => {
      expect(slots('return-to-premises', { worksDone: true })).to.deep.equal({
        'works-reception': 'required',
        'fire-report': 'optional',
      });
      expect(slots('return-to-premises', { worksDone: false })).to.deep.equal({});
      expect(slots('capacity-change', { capacity: 42 })).to.include({ plan: 'required' });
      expect(slots('capacity-change', { capacity: 28 })).to.include({ plan: 'optional' });
    });
  });

  it('gives the procedure codes, days and numbers, and no word that a person typed', () => {
    expect(factsOf('temporary-move', fill('temporary-move'), context.facility)).to.deep.equal({
      kind: 'temporary-move',
      home: false,
      wishedOn: '2027-01-04',
      plannedEndOn: '2027-03-30',
      moreCapacity: false,
    });
    expect(factsOf('return-to-premises', fill('return-to-premises'), context.facility)).to.include({
      linkedCaseId: 'c0000000-0000-4000-8000-000000000001',
    });
    expect(factsOf('capacity-change', fill('capacity-change'), context.facility)).to.include({ moreCapacity: true });
    expect(wishedOn('end-of-activity', fill('end-of-activity'))).to.equal('2027-06-30');
  });

  it('summarises what was declared, and marks what changes', () => {
    const rows = summaryOf(requestForms['temporary-move'], fill('temporary-move'));
    expect(rows).to.deep.include({
      field: 'address',
      label: 'Adresse temporaire',
      value: 'place du Moulin 3, 5100 Jambes',
    });
    expect(rows).to.deep.include({ field: 'startsOn', label: 'Premier jour', value: 'lundi 4 janvier 2027' });
    expect(rows).to.deep.include({ field: 'motive', label: 'Motif', value: 'Travaux' });
    expect(rows).to.deep.include({ field: 'urgent', label: 'Urgence', value: 'non' });
    const changed = changedRows('temporary-move', fill('temporary-move'), context.facility.authorisation);
    expect(changed.find(({ field }) => field === 'address')?.previous).to.equal('rue des Bateliers 12, 5000 Namur');
    expect(changed.find(({ field }) => field === 'capacity')?.previous).to.equal('35 places');
    expect(
      changedRows('temporary-move', { ...fill('temporary-move'), capacity: 35 }, context.facility.authorisation).find(
        ({ field }) => field === 'capacity',
      ),
    ).to.not.have.property('previous');
  });

  it('finds the pages by the keys of their addresses', () => {
    for (const kind of requestKinds) {
      const form = requestForms[kind];
      const names = fieldsOf(form).map(({ name }) => name);
      expect(new Set(names).size, kind).to.equal(names.length);
      expect(names, kind).to.have.members(Object.keys(form.schema.shape));
      for (const step of form.steps) expect(findStep(form, step.key)).to.equal(step);
    }
  });

  it('never fails, whatever is typed or kept, and tells complete forms to the procedure', () => {
    const anyKept = fc.dictionary(fc.string({ maxLength: 12 }), fc.jsonValue({ maxDepth: 2 }));
    fc.assert(
      fc.property(
        fc.constantFrom(...requestKinds),
        fc.dictionary(
          fc.constantFrom(
            'address',
            'startsOn',
            'plannedEndOn',
            'movesOn',
            'lastDayOn',
            'capacity',
            'motive',
            'urgent',
            'worksDone',
            'noticeReason',
            'reason',
          ),
          fc.oneof(
            fc.jsonValue({ maxDepth: 2 }),
            fc.string(),
            fc
              .date({ noInvalidDate: true, min: new Date('2026-01-01'), max: new Date('2028-12-31') })
              .map((date) => date.toISOString().slice(0, 10)),
          ),
        ),
        anyKept,
        (kind, changes, noise) => {
          const form = requestForms[kind];
          const { complete, values } = assess(form, { ...fill(kind), ...changes, ...noise }, context);
          documentsFor(form, context, values);
          summaryOf(form, values);
          if (complete) expect(factsOf(kind, values, context.facility).wishedOn).to.match(/^\d{4}-\d{2}-\d{2}$/);
        },
      ),
      { numRuns: 500 },
    );
  });

  it('keeps any page that may be sent, and reads it again', () => {
    const anyText = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 40 }),
      fc.constantFrom('oui', 'non', '5000', 'Namur', '05/01/2027', '2027-01-05', '12'),
    );
    fc.assert(
      fc.property(
        fc.constantFrom(...requestKinds),
        fc.nat(5),
        fc.array(anyText, { minLength: 10, maxLength: 10 }),
        (kind, at, texts) => {
          const form = requestForms[kind];
          const step = form.steps[at % form.steps.length]!;
          const body = Object.fromEntries(
            step.fields.flatMap(inputsOf).map((input, index) => [input, texts[index % texts.length]!]),
          );
          const kept = keep(form, {}, step, typedIn(step, body).typed);
          expect(JSON.stringify(kept)).to.not.include('\\u0000');
          expect(keep(form, kept, step, kept)).to.deep.equal(kept);
        },
      ),
      { numRuns: 500 },
    );
  });
});
