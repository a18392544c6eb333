import { defineTexts } from '../app/define-texts.ts';

/** What the form of an Oracle source says, in both languages: a part of `sourceFieldsTexts`. */
export const oracleFields = defineTexts('oracle-fields', {
  en: {
    'oracle.host': 'Host',
    'oracle.port': 'Port',
    'oracle.port_says': 'Left empty: 1521, or 2484 with encryption.',
    'oracle.service': 'Service',
    'oracle.service_says': 'The service name, such as ORCLPDB1: not the SID.',
    'oracle.user': 'User',
    'oracle.user_says': 'An account that can only read.',
    'oracle.password': 'Password',
    'oracle.tls': 'Encryption (TLS)',
    'oracle.tls_says':
      'require: the port of the listener that speaks TCPS, and a valid certificate.',
    'oracle.caFile': 'CA certificate file',
    'oracle.caFile_says': 'PEM file of the authority, or of the self-signed certificate itself.',
    'oracle.insecureSkipTlsVerify': 'Do not verify the certificate',
    'oracle.insecureSkipTlsVerify_says':
      'Anybody on the way could then answer in the server’s place. Prefer a CA file.',
    'oracle.timeoutMs': 'Time limit of a query (ms)',
    'oracle.timeoutMs_says': 'The database itself ends a query that takes longer.',
    'oracle.maxBytes': 'Largest answer (bytes)',
    'oracle.maxBytes_says': 'Rows beyond it are left out, and the reply says so.',
    'oracle.maxConnections': 'Connections at most',
    'oracle.maxConnections_says': 'More questions at the same time wait for each other.',
    'oracle.timeZone': 'Time zone of the database’s local times',
    'oracle.timeZone_says':
      'The IANA zone of columns that hold a date and time without zone. Left empty: the site’s.',
    'oracle.allowedFunctions': 'Functions allowed besides the built-in ones',
    'oracle.allowedFunctions_says':
      'By name. Only functions that change nothing: nobody checks what they do.',
  },
  id: {
    'oracle.host': 'Host',
    'oracle.port': 'Port',
    'oracle.port_says': 'Bila kosong: 1521, atau 2484 dengan enkripsi.',
    'oracle.service': 'Service',
    'oracle.service_says': 'Nama service, misalnya ORCLPDB1: bukan SID.',
    'oracle.user': 'Pengguna',
    'oracle.user_says': 'Akun yang hanya dapat membaca.',
    'oracle.password': 'Kata sandi',
    'oracle.tls': 'Enkripsi (TLS)',
    'oracle.tls_says': 'require: port listener yang memakai TCPS, dan sertifikat yang sah.',
    'oracle.caFile': 'Berkas sertifikat CA',
    'oracle.caFile_says':
      'Berkas PEM dari otoritas, atau dari sertifikat yang ditandatangani sendiri.',
    'oracle.insecureSkipTlsVerify': 'Jangan periksa sertifikat',
    'oracle.insecureSkipTlsVerify_says':
      'Siapa pun di tengah jalan lalu dapat menjawab sebagai server. Lebih baik pakai berkas CA.',
    'oracle.timeoutMs': 'Batas waktu kueri (ms)',
    'oracle.timeoutMs_says': 'Basis data sendiri menghentikan kueri yang lebih lama.',
    'oracle.maxBytes': 'Jawaban terbesar (byte)',
    'oracle.maxBytes_says': 'Baris selebihnya dihilangkan, dan balasan menyebutkannya.',
    'oracle.maxConnections': 'Koneksi paling banyak',
    'oracle.maxConnections_says': 'Pertanyaan lebih banyak pada saat yang sama saling menunggu.',
    'oracle.timeZone': 'Zona waktu dari waktu lokal basis data',
    'oracle.timeZone_says':
      'Zona IANA dari kolom yang berisi tanggal dan jam tanpa zona. Bila kosong: zona situs.',
    'oracle.allowedFunctions': 'Fungsi yang diizinkan selain bawaan',
    'oracle.allowedFunctions_says':
      'Berdasarkan nama. Hanya fungsi yang tidak mengubah apa pun: tidak ada yang memeriksa apa yang dilakukannya.',
  },
});
