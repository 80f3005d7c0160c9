/** What a form says where its own schema says nothing: no sentence of a library reaches a page. */
import { z } from 'zod';

export const required = 'Ce champ est requis';
export const sentTwice = 'Ce champ est arrivé plusieurs fois : envoyez-le une seule fois';
export const notAChoice = 'Choisissez une des réponses proposées';
export const incomplete = 'Le formulaire était incomplet. Vérifiez-le, puis envoyez-le à nouveau.';
export const unknownField =
  "Le formulaire contient un champ que cette page n'a pas : rien n'est enregistré. Vérifiez-le, puis envoyez-le à nouveau.";
const noAnswer = 'Répondez à cette question';
const unreadable = 'Cette réponse ne peut pas être lue : écrivez-la à nouveau';

z.config({
  customError: ({ code, input }) => {
    switch (code) {
      case 'unrecognized_keys':
        return unknownField;
      case 'invalid_value':
        return input === undefined || input === '' ? noAnswer : notAChoice;
      case 'invalid_type':
        return input === undefined ? noAnswer : Array.isArray(input) ? sentTwice : unreadable;
      case 'invalid_union':
        return input === undefined || input === '' ? noAnswer : unreadable;
      default:
        return unreadable;
    }
  },
});
