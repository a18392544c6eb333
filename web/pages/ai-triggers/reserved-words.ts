/** The words that the chat itself understands; a prefix that one of them begins with would take it away. */
export const RESERVED_WORDS: readonly string[] = [
  'help',
  'menu',
  'halo',
  'hello',
  'bantuan',
  'list',
  'daftar',
  'language',
  'bahasa',
  'tag',
  'trend',
  'whoami',
  'next',
  'lanjut',
];
