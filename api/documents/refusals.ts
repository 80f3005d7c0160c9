/** Why a file is refused: what, and how to mend it. */
import { mostPixels, smallestSide, type PhotoFault } from '../../db/clean-photo.ts';
import type { InspectionFault } from './inspector.ts';

export type Refusal =
  | InspectionFault
  | 'unknown-type'
  | 'empty'
  | 'too-large'
  | 'one-too-many'
  | 'too-many-at-once'
  | 'too-often'
  | 'not-scanned'
  | 'infected';

const resave = 'Ouvrez-le, enregistrez-le à nouveau au format PDF, puis envoyez ce PDF.';

const print = 'Imprimez-le vers un nouveau PDF, puis envoyez ce PDF.';

const sentences: Record<Refusal, (file: string) => string> = {
  'unknown-type': (file) =>
    `${file} n'est pas d'un type accepté. Envoyez un PDF, une image JPEG ou PNG, ou un document Word (.docx), Excel (.xlsx) ou OpenDocument (.odt).`,
  'not-what-it-says': (file) =>
    `${file} ne contient pas ce que son nom annonce (par exemple un autre type de fichier renommé). ${resave}`,
  'empty': (file) => `${file} est vide. Vérifiez-le sur votre ordinateur, puis envoyez-le à nouveau.`,
  'too-large': (file) =>
    `${file} dépasse 10 Mo. Réduisez-le (numérisez en noir et blanc, ou partagez-le en deux), puis envoyez-le à nouveau.`,
  'one-too-many': () => 'Un seul fichier est attendu ici. Réunissez vos pages dans un seul PDF, puis envoyez-le.',
  'too-many-at-once': (file) =>
    `${file} n'a pas été pris : 20 fichiers au maximum peuvent être envoyés à la fois. Choisissez-le à nouveau.`,
  'too-often': (file) =>
    `${file} n'a pas été pris : vous avez envoyé beaucoup de fichiers depuis une heure. Envoyez-le à nouveau plus tard.`,
  'cut-short': (file) =>
    `${file} est incomplet : sa fin manque. Vérifiez qu'il s'ouvre sur votre ordinateur, puis envoyez-le à nouveau.`,
  'too-many-pixels': (file) =>
    `${file} est une image trop grande (plus de 100 millions de points). Réduisez sa résolution, puis envoyez-la à nouveau.`,
  'script': (file) => `${file} contient un script, ce qui est refusé. ${print}`,
  'launch': (file) => `${file} peut lancer un programme, ce qui est refusé. ${print}`,
  'media': (file) => `${file} contient une vidéo, un son ou une animation, ce qui est refusé. ${print}`,
  'attached': (file) =>
    `${file} contient d'autres fichiers en pièces jointes. Envoyez chacun séparément, au format PDF.`,
  'dynamic-form': (file) =>
    `${file} est un formulaire dynamique (XFA), que beaucoup de lecteurs n'affichent pas. ${print}`,
  'declares': (file) =>
    `${file} contient des déclarations (DOCTYPE) qu'aucun document ordinaire ne contient, ce qui est refusé. ${resave}`,
  'too-demanding': (file) =>
    `${file} demande trop de temps ou de mémoire pour être contrôlé, et n'a pas été gardé. ${print}`,
  'busy': (file) =>
    `${file} n'a pas pu être contrôlé : trop de fichiers arrivent en ce moment. Envoyez-le à nouveau dans une minute.`,
  'broken': (file) => `${file} est abîmé et ne peut pas être lu. ${resave}`,
  'too-many': (file) => `${file} contient trop d'éléments. ${resave}`,
  'too-big': (file) => `${file} prendrait trop de place une fois ouvert. ${resave}`,
  'active': (file) =>
    `${file} contient des macros, ce qui est refusé. Enregistrez-le sans macros (.docx, .xlsx) ou au format PDF, puis envoyez-le à nouveau.`,
  'linked': (file) =>
    `${file} va chercher des données dans un autre fichier ou sur internet, ce qui est refusé. ${resave}`,
  'locked': (file) =>
    `${file} est protégé par un mot de passe : enregistrez-le sans mot de passe, puis envoyez-le à nouveau.`,
  'nested': (file) => `${file} contient d'autres fichiers. Envoyez chacun séparément, au format PDF.`,
  'not-scanned': (file) =>
    `${file} n'a pas pu être contrôlé par l'antivirus et n'a pas été gardé. Envoyez-le à nouveau dans quelques minutes.`,
  'infected': (file) =>
    `${file} a été reconnu comme dangereux par l'antivirus et n'a pas été gardé. Faites contrôler votre ordinateur, puis envoyez un fichier sain.`,
};

export const refusalOf = (refusal: Refusal, name: string): string => sentences[refusal](`Le fichier « ${name} »`);

const asJpeg = 'Ouvrez-la sur votre appareil, enregistrez-la au format JPEG, puis envoyez-la à nouveau.';

/** Of a photo, what is said otherwise. */
const photoSentences: Partial<Record<Refusal, (photo: string) => string>> &
  Record<PhotoFault, (photo: string) => string> = {
  'unknown-type': (photo) =>
    `${photo} n'est pas d'un type accepté. Envoyez une image JPEG, PNG ou WebP. Une photo HEIC d'iPhone s'exporte en JPEG depuis l'application Photos.`,
  'not-what-it-says': (photo) => `${photo} n'est pas l'image que son nom annonce. ${asJpeg}`,
  'too-large': (photo) => `${photo} dépasse 10 Mo. Réduisez-la, puis envoyez-la à nouveau.`,
  'one-too-many': () => 'Envoyez une photo à la fois.',
  'unreadable': (photo) => `${photo} est abîmée ou incomplète. ${asJpeg}`,
  'animated': (photo) => `${photo} est animée. Envoyez une image fixe.`,
  'for-print': (photo) => `${photo} a des couleurs d'imprimerie (CMJN), qu'un écran montre mal. ${asJpeg}`,
  'too-many-pixels': (photo) =>
    `${photo} est trop grande (plus de ${String(mostPixels / 1_000_000)} millions de points). Réduisez sa résolution, puis envoyez-la à nouveau.`,
  'too-small': (photo) =>
    `${photo} est trop petite : il lui faut au moins ${String(smallestSide)} points de côté. Envoyez l'original plutôt qu'une copie réduite.`,
  'too-long': (photo) => `${photo} est trop longue à lire. ${asJpeg}`,
  'busy': (photo) =>
    `${photo} n'a pas pu être lue : trop de photos arrivent en ce moment. Envoyez-la à nouveau dans une minute.`,
};
export function photoRefusalOf(refusal: Refusal | PhotoFault, name: string): string {
  const sentence = photoSentences[refusal];
  return sentence ? sentence(`La photo « ${name} »`) : refusalOf(refusal as Refusal, name);
}
