import { foldText } from '../../triggers/index.ts';
import { spellOut } from './words/spellings.ts';

/** Why a question is refused. */
export type Forbidden = 'act' | 'secret' | 'people' | 'instructions';

/** Verbs that change something, wherever they stand; passive forms (`dimatikan`) ask and are not here. */
const ALWAYS_ACTS =
  /^(?:nyalakan|nyalain|hidupkan|hidupin|idupin|matikan|matiin|hentikan|berhentikan|stopkan|stopin|startkan|startin|naikkan|naikan|naikin|turunkan|turunin|ubah|ubahlah|ganti|gantikan|atur|aturkan|setel|setting-kan|tripkan|tripin|aktifkan|nonaktifkan|bukakan|bukain|tutupkan|tutupin|hapus|hapuskan|acknowledge|overwrite|bypass|override|reboot|deactivate|disarm|energize|de-energize|synchronize|sinkronkan|isolate|isolasi|padamkan|kurangi|tambahkan|jatuhkan)$/;
/** The same as an order only: at the start, after a polite word, or before a thing. */
const ACTS =
  /^(?:start|stop|open|close|set|switch|turn|shut|trip|raise|lower|increase|decrease|reduce|change|adjust|reset|write|delete|update|enable|disable|activate|run|execute|put|force|restart|ramp|drop|bring|take|move|modify|insert|control|operate|kill|halt|pause|crank|boost|cut|dump|engage|disengage|jalankan|buka|tutup|tambah|isilah|isikan|kosongkan|mulai|tulis|reset|tekan|pindahkan|masukkan|kendalikan|operasikan|kontrol|stopped?)$/;
const POLITE =
  /^(?:please|pls|tolong|mohon|kindly|coba|just|now|then|and|dan|lalu|terus|kemudian|,|to|bisa|bisakah|can|could|you|would|will|kamu|anda|segera|immediately|ayo|let's|lets|let|us|kita|go|ahead|i|want|need|saya|mau|ingin|minta|for|me|also|juga|ya|hey|hi|halo|bot|plantline|harus|must|should|agar|supaya|untuk|help|bantu|quickly|cepat)$/;
/** Of these, running or opening one is asking. */
const SHOWN =
  /^(?:report|reports|laporan|trend|trends|tren|grafik|graph|chart|list|daftar|trigger|query|table|tabel|menu|help|history|riwayat|data|summary|ringkasan)$/;
const ASKS =
  /^(?:what|which|when|why|how|who|where|is|are|was|were|did|does|do|has|have|had|apa|apakah|kapan|kenapa|mengapa|berapa|bagaimana|mana|siapa|adakah|berapakah|since|sejak)$/;
/** After a verb: something that can be switched or set. */
const OBJECT_BEFORE =
  /^(?:the|a|an|it|them|this|that|all|both|semua|unit|u\d|mill|pump|pompa|fan|valve|katup|breaker|bfp|boiler|turbine|turbin|generator|load|beban|on|off|up|down|point|setpoint|set)$/;
const NOT_AN_ORDER =
  /^(?:count|counts|time|times|date|of|event|events|yang|mana|terakhir|history|status|berapa|kapan|since|point|in|this|last|was|is|were|are)$/;

const SECRET =
  /\b(?:passwords?|passwd|passcode|kata ?sandi|sandi|api[- ]?keys?|kunci api|secret(?: key)?s?|rahasia|credentials?|kredensial|private key|encryption key|kunci enkripsi|access tokens?|bearer|api tokens?|session tokens?|jwt|system prompt|prompts?|connection strings?|string koneksi|database url|env(?:ironment)? (?:file|variables?)|\.env|config(?:uration)? (?:file|of|and)|your (?:config|configuration|settings|instructions|rules|source code|database)|konfigurasi|pengaturan (?:sistem|mu|anda|bot)|instruksi(?:mu| sistem| kamu| anda)?|(?:the|your|semua|all) (?:settings|keys|tokens|secrets)|setting(?:an)? (?:bot|sistem|kamu)|kunci(?:nya| rahasia)?|secret\.key|(?:login|log-in|username|user name)s?|nama pengguna|admin account|akun admin|audit logs?|ip address|alamat ip|host ?name|server address|alamat server|which model|source code|kode sumber|(?:show|give|print|tell|reveal|what are|what is|kasih|beri|tampilkan)[^.?!]{0,20}\b(?:keys?|tokens?))\b/;
const PEOPLE =
  /\b(?:contacts?|kontak|phone numbers?|nomor (?:hp|telepon|telpon|wa|whatsapp|handphone|kontak|orang)|no\.? ?(?:hp|wa|telp)|whatsapp numbers?|(?:chat|conversation|message) (?:history|log)s?|riwayat (?:chat|pesan|percakapan)|percakapan|(?:other|another) (?:people|person|user|contact)s?|orang lain|pengguna lain|(?:messages?|pesan|chats?) (?:of|from|by|to|dari|milik|ke|punya|orang|yang)|pesan-pesan|pesan(?:nya)? (?:si|pak|bu|budi|orang)|last messages?|pesan terakhir|who (?:asked|else|is using|texted|wrote|messaged)|siapa (?:(?:yang|saja|aja) ){1,2}(?:tanya|bertanya|pakai|chat|menggunakan|nanya|mengirim|kirim)|what did \S+ (?:ask|say|write|send)|apa yang (?:ditanya|ditanyakan|dikirim|ditulis)|user ?list|list (?:of )?users|all users|daftar (?:pengguna|user|kontak)|(?:send|forward|kirim|kirimkan|teruskan) (?:a |this |the )?(?:message|pesan|text|sms)|broadcast|everyone's|somebody else|someone else|colleagues?'? (?:messages?|questions?))\b|\+\d{8,}|\b08\d{8,}\b/;
const INSTRUCTIONS =
  /\b(?:ignore (?:all|any|the|your|previous|above|prior)|disregard|forget (?:all|your|the|previous|everything)|abaikan|lupakan (?:semua|instruksi|aturan)|you are now|pretend|act as|roleplay|role play|berpura-pura|jailbreak|developer mode|dan mode|sudo|drop table|delete from|insert into|update .{1,40} set |truncate|union select|select .{1,60} from |exec(?:ute)? |<script|admin mode|mode admin|new instructions?|instruksi baru|from now on|mulai sekarang kamu)/;

/** Why a text may not be answered at all; undefined when it may. It only reads the text. */
export function forbiddenOf(text: string): Forbidden | undefined {
  const folded = foldText(text.replaceAll(/[\u200B-\u200F\u202A-\u202E\u2060-\u2069]/gu, ''));
  if (INSTRUCTIONS.test(folded)) return 'instructions';
  if (SECRET.test(folded)) return 'secret';
  if (PEOPLE.test(folded)) return 'people';
  return isOrder(wordsOf(folded)) ? 'act' : undefined;
}

function wordsOf(text: string): readonly string[] {
  return (text.match(/[\p{L}\p{N}_'’-]+|[,;.]/gu) ?? [])
    .map((word) => (/^[;.]$/.test(word) ? ',' : word))
    .flatMap((word) => spellOut(word));
}

function isOrder(words: readonly string[]): boolean {
  const asks = words.some((word) => ASKS.test(word));
  return words.some((word, place) => {
    if (ALWAYS_ACTS.test(word)) return true;
    if (!ACTS.test(word)) return false;
    const before = words.slice(0, place);
    const next = words[place + 1] ?? '';
    const after = words.slice(place + 1);
    if (
      after.some((one) => SHOWN.test(one)) &&
      /^(?:run|open|jalankan|buka|execute|start)$/.test(word)
    )
      return false;
    if (word === 'set' && next.startsWith('point')) return false;
    if (NOT_AN_ORDER.test(next) && !OBJECT_BEFORE.test(next)) return false;
    const isFirst = before.every((one) => POLITE.test(one));
    if (isFirst) {
      if (next === '') return false;
      // `trip unit 1 bulan ini berapa kali` asks; `can you stop mill B` does not.
      const asksAfter = after.some((one) => ASKS.test(one)) || hasSpan(after);
      const isAmbiguous =
        /^(?:trip|stop|start|open|close|mulai|drop|control|run|operate|change)$/.test(word);
      return !(asksAfter && isAmbiguous);
    }
    const clause = before.slice(
      before.findLastIndex((one) => /^(?:,|and|dan|then|lalu|terus|kemudian)$/.test(one)) + 1,
    );
    const isClause = clause.length < before.length && clause.every((one) => POLITE.test(one));
    if (isClause) return OBJECT_BEFORE.test(next) || (!asks && next !== '');
    // `can you please stop mill B`, `I would like you to set …`.
    const previous = words[place - 1] ?? '';
    return (
      /^(?:please|tolong|mohon)$/.test(previous) ||
      (previous === 'to' && /\b(?:you|plantline|bot)\b/.test(before.join(' ')))
    );
  });
}

function hasSpan(words: readonly string[]): boolean {
  return words.some((word) =>
    /^(?:yesterday|kemarin|today|terakhir|last|week|month|minggu|bulan|this|ini|kali|times|tadi|history|count|jumlah)$/.test(
      word,
    ),
  );
}
