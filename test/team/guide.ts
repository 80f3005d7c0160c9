/** Mon Équipe as the guide tells it, step by step (Guide Pro.ONE 2023, 11), walked by whatever hand one gives it. */
import { readFile } from 'node:fs/promises';
import { expect } from 'chai';
import ExcelJS from 'exceljs';
import type { Page } from 'playwright-core';
import { formatNationalNumber, makeNationalNumber } from '../../domain/national-number.ts';
import { expectGoodPages, expectNoNumberIn } from '../support/journeys.ts';
import { findPersonalData } from '../support/personal-data.ts';
import { openRunningHouse, type RunningHouse } from '../support/running-house.ts';
import { fieldOf, type Walker } from '../support/walker.ts';
import { makeMember, petitsChenes } from './made-team.ts';

const number = (sequence: number): string => makeNationalNumber({ birthOn: '1994-05-17', sequence });
const niss = { unknown: number(314), known: number(512), sheet: number(518), mended: number(520) };
const names = { unknown: 'Marlière', known: "D'Hondt", without: 'Sanscontrat', sheet: 'Verbrugge', second: 'Wathelet' };
const columns = ['NISS', 'Nom', 'Prénom', "Milieu d'accueil", 'Fonction', 'Régime', 'Temps de travail', 'Du'];
const place = 'Crèche La Coccinelle';

export function describeGuide(title: string, enter: (house: RunningHouse) => Promise<Walker>): void {
  describe(title, function () {
    this.timeout(240_000);
    this.bail(true);
    let house: RunningHouse;
    let hand: Walker;
    let page: Page;
    const reads = (text: string): Promise<void> => hand.actor.reads(text);
    let otherBody: string;

    before(async () => {
      house = await openRunningHouse();
      otherBody = (
        (await house.db('organising_bodies').whereNot({ id: petitsChenes }).orderBy('id').first('id')) as { id: string }
      ).id;
      const known = { firstName: 'Karim', familyName: names.known, bornOn: '1994-05-17', niss: niss.known } as const;
      await makeMember(house.db, house.config, { ...known, body: otherBody, contracts: [] });
      await makeMember(house.db, house.config, { firstName: 'Ada', familyName: names.without, contracts: [] });
      hand = await enter(house);
      ({ page } = hand.actor);
    });
    after(() => house.close());

    const headings = (level: number): Promise<string[]> => page.locator(`main h${String(level)}`).allInnerTexts();
    const members = (): Promise<string> => page.locator('main table').first().innerText();
    const isOn = (label: string): Promise<boolean> => fieldOf(page, label).isChecked();
    const beginWith = async (number: string, familyName: string): Promise<void> => {
      await hand.write({ 'Numéro de registre national': number });
      await hand.follow('Continuer');
      await reads('NISS sélectionné');
      await reads('Veuillez encoder le nom de famille');
      await hand.write({ Nom: familyName });
      await hand.follow('Continuer');
    };

    it('is reached from the menu: services, then members; three statuses are on, who has no contract is not shown', async () => {
      await hand.actor.open('/pro');
      await hand.follow('Mon Équipe');
      const shown = await headings(2);
      expect(shown.indexOf("Services ou équipes d'accueil")).to.be.within(0, shown.indexOf('Membres des équipes') - 1);
      for (const status of ['En cours', 'Terminé', 'Pas commencé']) expect(await isOn(status), status).to.equal(true);
      expect(await isOn('Pas de contrat')).to.equal(false);
      expect(await members()).to.not.include(names.without);
    });

    it('shows who works in several places, or who has no contract, once that is switched on', async () => {
      await hand.turn('Montrer les personnes multi-lieux');
      await hand.follow('Filtrer');
      await reads('2 milieux');
      await hand.follow('Tout afficher');
      for (const status of ['En cours', 'Terminé', 'Pas commencé', 'Pas de contrat']) await hand.turn(status);
      await hand.follow('Filtrer');
      expect(await members()).to.include(`${names.without} Ada`);
    });

    it('asks for the number first; the creation is begun again, or abandoned', async () => {
      await hand.follow('+ Nouvelle personne');
      await hand.write({ 'Numéro de registre national': niss.unknown });
      await hand.follow('Continuer');
      await reads('NISS sélectionné');
      await hand.follow('Recommencer');
      expect(await fieldOf(page, 'Numéro de registre national').inputValue()).to.equal('');
      await beginWith(niss.unknown, names.unknown);
      await hand.follow('Abandonner la création');
      await reads('Membres des équipes');
      expect(await house.db('people').where({ family_name: names.unknown })).to.deep.equal([]);
    });

    it('creates a person whom ONE does not know, with the birth date that the number tells', async () => {
      await hand.follow('+ Nouvelle personne');
      await beginWith(niss.unknown, names.unknown);
      await reads("La personne n'est pas encore connue à l'ONE");
      expect(await fieldOf(page, 'Date de naissance').inputValue()).to.equal('17/05/1994');
      await hand.write({ Prénom: 'Zoé' });
      await hand.follow('Créer cette personne');
      await reads(`Zoé ${names.unknown} fait partie de votre équipe`);
    });

    it('says nothing of a person whom ONE knows under another name, and uses them once the name is right', async () => {
      await hand.actor.open('/pro/team/new');
      await beginWith(niss.known, 'Peeters');
      await reads("La personne n'est pas encore connue à l'ONE");
      await hand.write({ Prénom: 'Karim' });
      await hand.follow('Créer cette personne');
      await reads('Cette personne ne peut pas être ajoutée avec ces données');
      await reads('Écrire au helpdesk');
      await hand.follow('Recommencer');
      await beginWith(niss.known, 'd hondt');
      await reads(`Karim ${names.known}`);
      await hand.follow('Utiliser cette personne');
      await reads(`Karim ${names.known} fait partie de votre équipe`);
    });

    it('has a sheet of five sections, in the order of the guide; the number is there, and shown to nobody', async () => {
      await hand.actor.open(`/pro/team?q=${encodeURIComponent(names.unknown.slice(0, 4))}&shown=1&status=none`);
      await hand.follow(`${names.unknown} Zoé`);
      expect((await headings(2)).slice(0, 5)).to.deep.equal([
        'Identification',
        'Contrats',
        'Formation(s)',
        'Document(s)',
        'Absence(s)',
      ]);
      await reads('NISS valide (déjà) présent');
      await hand.follow(/^Modifier\W+Prénom et nom/);
      await hand.write({ Prénom: 'Zoë' });
      await hand.follow('Valider');
      await reads(`Zoë ${names.unknown}`);
    });

    it('takes a contract, and says how much is left where two are too many', async () => {
      const contract = async (where: string, time: string, fromOn: string): Promise<void> => {
        await hand.follow('+ Ajouter un contrat ou un lien');
        await hand.pick("Milieu d'accueil", where);
        await hand.pick('Fonction', 'Puériculteur·trice');
        await hand.write({ 'Temps de travail': time, 'Du': fromOn });
        await hand.follow('Valider');
      };
      await contract('Crèche Les Petits Chênes', '60', '05/01/2026');
      await reads('Vos données sont enregistrées');
      await contract("Crèche Les Glands d'Or", '60', '01/06/2026');
      await reads('40 % au maximum');
      await hand.write({ 'Temps de travail': '40' });
      await hand.follow('Valider');
      await reads('Vos données sont enregistrées');
    });

    it('takes a diploma, the date of a document and an absence', async () => {
      await hand.follow('+ Ajouter un diplôme');
      await hand.write({ 'Diplôme ou certificat': 'Puéricultrice', 'Obtenu le': '30/06/2015' });
      await hand.follow('Valider');
      await hand.follow('+ Ajouter un document');
      await hand.pick('Document', 'Extrait de casier judiciaire');
      await hand.write({ 'Date du document': '02/03/2026' });
      await hand.follow('Valider');
      await hand.follow('+ Ajouter une absence');
      await hand.write({ Du: '02/11/2026', Au: '31/12/2099' });
      await hand.follow('Valider');
      await reads('31/12/2099');
      await hand.actor.open(`/pro/team?q=${encodeURIComponent(names.unknown)}`);
      await reads("absent·e jusqu'au 31/12/2099");
      await reads('2 milieux');
    });

    it('is exported as the list shows it, without numbers', async () => {
      const book = await read(await hand.download('Exporter'));
      const texts = textsOf(book);
      expect(texts).to.include(names.unknown).and.include("Crèche Les Glands d'Or").and.not.include('NISS');
      for (const each of Object.values(niss)) expect(texts.join(' ')).to.not.include(each);
    });

    it('is imported from the model: faults are told by cell, mended on the page, marked in the file that one takes away', async () => {
      await hand.follow('Importer (.xlsx)');
      const model = await read(await hand.download('Télécharger le modèle'));
      fill(model, [
        [niss.sheet, names.sheet, 'Nora', place, 'Puericultrise', 'en %', '80', '01/09/2026'],
        ['85073003329', names.second, 'Luc', place, 'Puéricultrice', 'en %', '180', '01/09/2026'],
        ['', names.without, 'Ada', place, 'Accueillant·e', 'en %', '50', '31/04/2026'],
      ]);
      await hand.choose('Classeur Excel', { name: 'equipe.xlsx', buffer: Buffer.from(await model.xlsx.writeBuffer()) });
      await hand.follow('Lire le fichier');
      await reads("Rien n'est encore écrit");
      const letters = lettersIn(model);
      for (const [row, column] of [
        [2, 'Fonction'],
        [3, 'NISS'],
        [3, 'Temps de travail'],
        [4, 'Du'],
      ] as const)
        await reads(`Cellule ${letters[column]!}${String(row)} · ${column}`);

      await hand.follow(/^Accepter les? /);
      await reads('Réparé');
      const corrected = await read(await hand.download('Télécharger le fichier corrigé'));
      const cell = (column: string, row: number) =>
        corrected.getWorksheet('Équipe')!.getCell(`${letters[column]!}${String(row)}`);
      expect(cell('Fonction', 2).text).to.equal('Puériculteur·trice');
      expect(JSON.stringify(cell('Temps de travail', 3).note)).to.include('100 %');
      expect(JSON.stringify(cell('NISS', 3).note)).to.include('onze chiffres');

      await hand.write({ 'NISS, Cellule': niss.mended });
      await hand.follow(/^Remplacer/);
      await hand.write({ 'Temps de travail, Cellule': '60' });
      await hand.follow(/^Remplacer/);
      await reads('tout est en ordre');
      expect(await page.content()).to.not.include(niss.mended);
    });

    it('is written by one confirmation, and the members are there', async () => {
      expect(await house.db('people').where({ family_name: names.sheet })).to.deep.equal([]);
      await hand.follow('Importer 3 lignes');
      await reads('2 personnes ajoutées, 3 contrats ajoutés');
      await hand.actor.open(`/pro/team?q=${names.sheet}`);
      await reads(`${names.sheet} Nora`);
      await hand.actor.open(`/pro/team?q=${names.without}`);
      await reads(`${names.without} Ada`);
    });

    it('is made of pages without a fault, and tells nobody', async () => {
      expectGoodPages(house);
      for (const path of ['/pro/team/export', '/pro/history/export']) await expectNoNumberIn(house, hand.actor, path);
      const typed = [
        ...Object.values(niss).flatMap((each) => [each, formatNationalNumber(each)]),
        '85073003329',
        ...['Zoé', 'Zoë'].map((first) => `${first} ${names.unknown}`),
        'Puericultrise',
        'Puéricultrice',
      ];
      const { found, searched } = await findPersonalData(house, typed);
      expect(found).to.deep.equal([]);
      expect(searched.log).to.be.above(3);
      expect(searched.address).to.be.above(10);
    });
  });
}

async function read(path: string): Promise<ExcelJS.Workbook> {
  const book = new ExcelJS.Workbook();
  await book.xlsx.load((await readFile(path)) as never);
  return book;
}
const textsOf = (book: ExcelJS.Workbook): string[] => {
  const texts: string[] = [];
  book.getWorksheet('Équipe')!.eachRow((row) => {
    row.eachCell((cell) => texts.push(cell.text));
  });
  return texts;
};
/** Header, without its star → letters of its column. */
const lettersIn = (book: ExcelJS.Workbook): Record<string, string> => {
  const letters: Record<string, string> = {};
  book
    .getWorksheet('Équipe')!
    .getRow(1)
    .eachCell((cell) => {
      letters[cell.text.replace(/ \*$/, '')] = cell.address.replace(/\d/g, '');
    });
  return letters;
};
function fill(book: ExcelJS.Workbook, rows: readonly (readonly string[])[]): void {
  const sheet = book.getWorksheet('Équipe')!;
  const letters = lettersIn(book);
  for (const [index, cells] of rows.entries())
    for (const [at, text] of cells.entries())
      sheet.getCell(`${letters[columns[at]!]!}${String(index + 2)}`).value = text;
}
