const SHAPE = /^[0-9A-Z]{18}[0-9]{2}$/;

/**
 * True for a well-formed Legal Entity Identifier whose check digits are right (ISO 17442: mod 97-10 of ISO 7064).
 * That proves form, never existence.
 */
export const isLei = (text: string): boolean => SHAPE.test(text) && remainder97(text) === 1;

// A letter counts as two digits: A = 10 … Z = 35.
const remainder97 = (text: string): number =>
  [...text.replace(/[A-Z]/g, (letter) => String(letter.charCodeAt(0) - 55))].reduce((rest, digit) => (rest * 10 + Number(digit)) % 97, 0);
