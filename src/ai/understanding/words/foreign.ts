/** Small words that other languages have and English and Indonesian have not. */
const FOREIGN = new Set(
  (
    'quelle quel quels quelles est sont la le les des du une combien pourquoi quand comment avec pour dans hier aujourd hui ' +
    'wie ist sind der die das ein eine hoch wann warum welche welcher gestern heute und von für mit zeige ' +
    'cuál cual es el los las una cuánto cuanto cuándo cuando por qué que hoy ayer dónde muestra ' +
    'qual quanto quando ontem hoje são é uma mostre ' +
    'hoeveel wat welke het een gisteren vandaag van voor toon ' +
    'qual è il della oggi ieri perché ' +
    'bugün dün nedir kaç hangi ' +
    'jaka jest ile kiedy dlaczego wczoraj'
  ).split(' '),
);

/** Whether a text is in neither language that is read: by its letters, or by the small words of others. */
export function isForeign(text: string): boolean {
  const letters = text.match(/\p{L}/gu) ?? [];
  const others = letters.filter(
    (letter) => !/\p{Script=Latin}/u.test(letter) && !/[µμΩΔ]/u.test(letter),
  );
  if (others.length > 2 && others.length * 2 > letters.length) return true;
  const words =
    text
      .slice(0, 600)
      .toLowerCase()
      .match(/\p{L}+/gu) ?? [];
  const foreign = words.filter((word) => FOREIGN.has(word)).length;
  return foreign >= 2 && foreign * 3 >= words.length;
}
