import { defineTexts } from '../app/define-texts.ts';

/** What the form of a SQL Server source says, in both languages: a part of `sourceFieldsTexts`. */
export const sqlServerFields = defineTexts('sql-server-fields', {
  en: {
    'sql-server.host': 'Host',
    'sql-server.port': 'Port',
    'sql-server.port_says':
      'Left empty: 1433, or the one that SQL Server Browser tells of the instance.',
    'sql-server.instance': 'Instance',
    'sql-server.instance_says':
      'A named instance, asked of SQL Server Browser (UDP 1434). Not used with a port.',
    'sql-server.database': 'Database',
    'sql-server.user': 'User',
    'sql-server.user_says': 'A log-in of SQL Server that can only read.',
    'sql-server.password': 'Password',
    'sql-server.tls': 'Encryption (TLS)',
    'sql-server.tls_says':
      'require: encrypted, and the certificate must be valid. prefer: encrypted where the server can, whoever it is. off: never.',
    'sql-server.caFile': 'CA certificate file',
    'sql-server.caFile_says':
      'PEM file of the authority, or of the self-signed certificate itself.',
    'sql-server.insecureSkipTlsVerify': 'Do not verify the certificate',
    'sql-server.insecureSkipTlsVerify_says':
      'Anybody on the way could then answer in the server’s place. Prefer a CA file.',
    'sql-server.readOnlyIntent': 'Announce that it only reads',
    'sql-server.readOnlyIntent_says':
      'ApplicationIntent=ReadOnly: an availability group then answers from a readable replica.',
    'sql-server.timeoutMs': 'Time limit of a query (ms)',
    'sql-server.timeoutMs_says': 'Plantline has the server stop a query that takes longer.',
    'sql-server.maxBytes': 'Largest answer (bytes)',
    'sql-server.maxBytes_says': 'Rows beyond it are left out, and the reply says so.',
    'sql-server.maxConnections': 'Connections at most',
    'sql-server.maxConnections_says': 'More questions at the same time wait for each other.',
    'sql-server.timeZone': 'Time zone of the database’s local times',
    'sql-server.timeZone_says':
      'The IANA zone of columns that hold a date and time without zone. Left empty: the site’s.',
    'sql-server.allowedFunctions': 'Functions allowed besides the built-in ones',
    'sql-server.allowedFunctions_says':
      'By name. Only functions that change nothing: nobody checks what they do.',
  },
  id: {
    'sql-server.host': 'Host',
    'sql-server.port': 'Port',
    'sql-server.port_says':
      'Bila kosong: 1433, atau port yang diberitahukan SQL Server Browser untuk instance itu.',
    'sql-server.instance': 'Instance',
    'sql-server.instance_says':
      'Instance bernama, ditanyakan kepada SQL Server Browser (UDP 1434). Tidak dipakai bila port diisi.',
    'sql-server.database': 'Basis data',
    'sql-server.user': 'Pengguna',
    'sql-server.user_says': 'Akun masuk SQL Server yang hanya dapat membaca.',
    'sql-server.password': 'Kata sandi',
    'sql-server.tls': 'Enkripsi (TLS)',
    'sql-server.tls_says':
      'require: terenkripsi, dan sertifikat harus sah. prefer: terenkripsi bila server mampu, siapa pun itu. off: tidak pernah.',
    'sql-server.caFile': 'Berkas sertifikat CA',
    'sql-server.caFile_says':
      'Berkas PEM dari otoritas, atau dari sertifikat yang ditandatangani sendiri.',
    'sql-server.insecureSkipTlsVerify': 'Jangan periksa sertifikat',
    'sql-server.insecureSkipTlsVerify_says':
      'Siapa pun di tengah jalan lalu dapat menjawab sebagai server. Lebih baik pakai berkas CA.',
    'sql-server.readOnlyIntent': 'Beri tahu bahwa hanya membaca',
    'sql-server.readOnlyIntent_says':
      'ApplicationIntent=ReadOnly: availability group lalu menjawab dari replika yang dapat dibaca.',
    'sql-server.timeoutMs': 'Batas waktu kueri (ms)',
    'sql-server.timeoutMs_says': 'Plantline menyuruh server menghentikan kueri yang lebih lama.',
    'sql-server.maxBytes': 'Jawaban terbesar (byte)',
    'sql-server.maxBytes_says': 'Baris selebihnya dihilangkan, dan balasan menyebutkannya.',
    'sql-server.maxConnections': 'Koneksi paling banyak',
    'sql-server.maxConnections_says':
      'Pertanyaan lebih banyak pada saat yang sama saling menunggu.',
    'sql-server.timeZone': 'Zona waktu dari waktu lokal basis data',
    'sql-server.timeZone_says':
      'Zona IANA dari kolom yang berisi tanggal dan jam tanpa zona. Bila kosong: zona situs.',
    'sql-server.allowedFunctions': 'Fungsi yang diizinkan selain bawaan',
    'sql-server.allowedFunctions_says':
      'Berdasarkan nama. Hanya fungsi yang tidak mengubah apa pun: tidak ada yang memeriksa apa yang dilakukannya.',
  },
});
