/** Characters that XML cannot hold: one of them, in a tag's description, would lose the whole picture or workbook. */
export const NOT_IN_XML = /[\u0000-\u0008\u000B\u000C\u000E-\u001F\uFFFE\uFFFF]/gu;
