/** The examples of the description and of the page for developers; a test holds them against the schemas. */
const place = '3f0c2a51-9d0e-4a6f-8a3e-0d5b7c1e2f34';
const child = 'b6a1f0c4-52c7-4f0b-9a57-5f3f6f1d2a10';
const ada = {
  id: child,
  reference: 'enf-0042',
  familyName: 'Lambert',
  firstName: 'Ada',
  birthOn: '2025-03-04',
  enteredOn: '2025-09-01',
  leftOn: null,
  contractDays: 4.5,
  version: 1,
  cells: [
    { day: 1, code: 'P', version: 2 },
    { day: 2, code: '½P', version: 2 },
  ],
};

export const examples = {
  places: {
    sandbox: false,
    places: [{ id: place, number: 'MA-20418', name: 'Crèche Les Petits Chênes', kind: 'subsidised-creche' }],
  },
  month: { place, month: '2026-09', state: 'open', cursor: '48213', children: [ada] },
  toWrite: {
    children: [
      {
        reference: 'enf-0042',
        familyName: 'Lambert',
        firstName: 'Ada',
        birthOn: '2025-03-04',
        enteredOn: '2025-09-01',
        cells: [
          { day: 1, code: 'P' },
          { day: 2, code: '½P' },
          { day: 3, code: 'AJ', version: 3 },
        ],
      },
    ],
  },
  written: {
    month: '2026-09',
    cursor: '48213',
    written: { children: 1, cells: 3 },
    children: [
      {
        index: 0,
        id: child,
        created: false,
        version: 1,
        cells: [
          { day: 1, version: 2 },
          { day: 2, version: 2 },
          { day: 3, version: 4 },
        ],
      },
    ],
    refused: [],
    doubts: [],
  },
  changes: { cursor: '48240', children: [ada], removed: [] },
  state: {
    month: '2026-09',
    quarter: '2026-3',
    state: 'sent',
    mayWrite: false,
    sentAt: '2026-10-05T09:12:00.000Z',
    digest: '9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08',
  },
  days: {
    ...{ place, month: '2026-11', budgetYear: 2027, quarter: 'octobre – décembre 2026', state: 'open' },
    enrolled: { nursery: 46, primary: 71, version: 1 },
    days: [
      {
        ...{ day: '2026-11-10', required: true, reason: null, reasonText: null },
        ...{
          nursery: 31,
          primarySchool: 44,
          together: null,
          positive: 5,
          morning: null,
          openAnyway: false,
          version: 2,
        },
      },
      {
        ...{ day: '2026-11-11', required: false, reason: 'legal-holiday', reasonText: 'Armistice, jour férié légal' },
        ...{ nursery: null, primarySchool: null, together: null, positive: null, morning: null },
        ...{ openAnyway: false, version: 0 },
      },
    ],
  },
  daysToWrite: {
    enrolled: { nursery: 46, primary: 71 },
    days: [
      { day: '2026-11-10', nursery: 31, primarySchool: 44, positive: 5, version: 2 },
      { day: '2026-11-12', together: 76 },
    ],
  },
  daysWritten: {
    month: '2026-11',
    enrolled: { version: 1 },
    days: [
      { day: '2026-11-10', version: 3 },
      { day: '2026-11-12', version: 1 },
    ],
  },
  webhook: {
    type: 'attendance.sent',
    timestamp: '2026-10-05T09:12:00.000Z',
    data: {
      place,
      quarter: '2026-3',
      month: '2026-09',
      status: 'running',
      href: `/interface/v1/places/${place}/attendance/2026-09/state`,
    },
  },
  problem: {
    type: 'https://pro.one.be/developpeurs#erreur-attendance-refused',
    title: 'Des données sont refusées',
    status: 422,
    code: 'attendance-refused',
    detail: 'Rien n’est écrit : corrigez ce que dit « errors », ou demandez « mode=valid-cells ».',
    requestId: '9b2c6e0e-6f0b-4d7a-a3ce-0a1d2c3b4e5f',
    errors: [
      {
        pointer: '/children/0/cells/2',
        code: 'closed-day',
        detail: 'Le milieu d’accueil est fermé ce jour-là : videz la cellule ou changez les fermetures',
        day: '2026-09-06',
      },
    ],
  },
};
