/** A field that anybody may ask for, and why. */
export interface PublicField {
  /** `Type.field`. */
  readonly coordinate: string;
  readonly reason: string;
}

/** The lines `Type.field  # reason` of a list of public fields; a line that begins with `#` is a comment. */
export const parsePublicFields = (text: string): readonly PublicField[] =>
  text
    .split('\n')
    .map((line) => /^([^#]*)(?:#(.*))?$/.exec(line)!)
    .map(([, coordinate = '', reason = '']) => ({ coordinate: coordinate.trim(), reason: reason.trim() }))
    .filter(({ coordinate }) => coordinate !== '');
