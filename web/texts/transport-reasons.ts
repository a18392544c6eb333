import { defineTexts } from '../app/define-texts.ts';

/** Why a transport stands as it does, and what to do about it; the keys are the reasons as the server names them. */
export const transportReasonsTexts = defineTexts('transport-reasons', {
  en: {
    logged_out:
      'The phone ended the link, under “Linked devices”. Link it again; contacts and triggers are still there.',
    banned:
      'WhatsApp has banned this number. Look into WhatsApp on the phone, where a review can be asked for; until then link another number, or use the Business Cloud API.',
    replaced:
      'Another program has taken over this link. Stop that program first, then press “Connect again”: two on one link throw each other out.',
    not_multi_device:
      'This WhatsApp does not allow linked devices. Update WhatsApp on the phone, then link it again.',
    qr_expired:
      'The code ran out before a phone took it. Have the phone at hand, then link it again.',
    version:
      'WhatsApp takes Plantline’s version of its protocol for too old. Update Plantline, or enter a newer version under “Settings”; it is tried again by itself.',
    bad_session:
      'WhatsApp has closed the connection several times in a row. Press “Connect again”; if it stays so, end the link and link the phone anew.',
    restricted:
      'WhatsApp lets this number write only to people who have written to it before. Those get their answers; others wait. Let new people write first; it passes by itself, often within a day.',
    deaf: 'The connection is open but nothing comes through, so Plantline connects anew by itself. If it stays so, end the link and link the phone anew.',
    unreachable:
      'WhatsApp cannot be reached. Check this machine’s internet; Plantline tries again by itself.',
    elsewhere:
      'Another Plantline on the same store holds this connection. It takes over by itself when that one stops.',
    secrets_wrong_key:
      'The stored settings cannot be read with this secret key. Bring back the key they were stored with, or enter them anew under “Settings”.',
    connect_failed: 'Plantline could not connect. It tries again by itself; the log says why.',
    token_invalid:
      'WhatsApp does not take the access token. Make a new, permanent one for a system user in Meta’s Business settings, and enter it under “Settings”.',
    permission:
      'The access token lacks a right, or the phone number ID is not its own. Give its system user this account with whatsapp_business_messaging, compare the ID under “Settings”, then press “Test”.',
    number_not_registered:
      'The phone number is not registered for the Cloud API. Register it in the WhatsApp Manager, then press “Test”.',
    account_locked:
      'Meta has locked the business account. Open the Business Support Home, and do what it asks; then press “Test”.',
    payment:
      'Meta cannot charge the business account, so it sends nothing that costs. Add a way to pay in Meta’s Business settings, then press “Test”.',
    spam_limit:
      'WhatsApp limits this number because people blocked or reported it. Send less, and only to people who expect it; look at its quality in the WhatsApp Manager.',
    test_number:
      'This is a test number of Meta, which writes only to people on its list. Add them to the list under “API setup”, or use a number of your own.',
    country:
      'Meta does not let this account write to the country of a recipient. Reach that person another way.',
    template_missing:
      'WhatsApp does not take the template. In the WhatsApp Manager it must be an approved utility template; compare its name, its language and its one text variable with “Settings”.',
  },
  id: {
    logged_out:
      'Ponsel memutuskan tautan, di “Perangkat tertaut”. Tautkan lagi; kontak dan pemicu tetap ada.',
    banned:
      'WhatsApp memblokir nomor ini. Buka WhatsApp di ponsel untuk meminta peninjauan; sementara itu tautkan nomor lain, atau pakai Business Cloud API.',
    replaced:
      'Program lain mengambil alih tautan ini. Hentikan program itu dulu, lalu tekan “Sambungkan lagi”: dua program pada satu tautan saling mengeluarkan.',
    not_multi_device:
      'WhatsApp ini tidak mengizinkan perangkat tertaut. Perbarui WhatsApp di ponsel, lalu tautkan lagi.',
    qr_expired:
      'Kode habis masa berlakunya sebelum dipakai ponsel. Siapkan ponselnya, lalu tautkan lagi.',
    version:
      'WhatsApp menganggap versi protokol Plantline terlalu lama. Perbarui Plantline, atau isi versi yang lebih baru di “Pengaturan”; dicoba lagi sendiri.',
    bad_session:
      'WhatsApp menutup sambungan beberapa kali berturut-turut. Tekan “Sambungkan lagi”; jika tetap begitu, putuskan tautan dan tautkan ponsel dari awal.',
    restricted:
      'WhatsApp hanya mengizinkan nomor ini menulis kepada orang yang pernah menulis kepadanya. Mereka tetap dijawab; yang lain menunggu. Minta orang baru menulis dulu; ini berlalu sendiri, sering dalam sehari.',
    deaf: 'Sambungan terbuka tetapi tidak ada yang masuk, jadi Plantline menyambung ulang sendiri. Jika tetap begitu, putuskan tautan dan tautkan ponsel dari awal.',
    unreachable:
      'WhatsApp tidak bisa dihubungi. Periksa internet mesin ini; Plantline mencoba lagi sendiri.',
    elsewhere:
      'Plantline lain pada penyimpanan yang sama memegang sambungan ini. Diambil alih sendiri begitu yang itu berhenti.',
    secrets_wrong_key:
      'Pengaturan yang tersimpan tidak bisa dibaca dengan kunci rahasia ini. Kembalikan kunci yang dulu dipakai menyimpannya, atau isi lagi di “Pengaturan”.',
    connect_failed: 'Plantline tidak bisa menyambung. Dicoba lagi sendiri; alasannya ada di log.',
    token_invalid:
      'WhatsApp tidak menerima token akses. Buat token permanen baru untuk pengguna sistem di pengaturan Bisnis Meta, lalu isi di “Pengaturan”.',
    permission:
      'Token akses kurang hak, atau id nomor ponselnya bukan miliknya. Beri pengguna sistemnya akun ini dengan whatsapp_business_messaging, cocokkan id di “Pengaturan”, lalu tekan “Uji”.',
    number_not_registered:
      'Nomor ponsel belum terdaftar untuk Cloud API. Daftarkan di WhatsApp Manager, lalu tekan “Uji”.',
    account_locked:
      'Meta mengunci akun bisnis. Buka Business Support Home dan lakukan yang diminta; lalu tekan “Uji”.',
    payment:
      'Meta tidak bisa menagih akun bisnis, jadi yang berbayar tidak dikirim. Tambahkan cara bayar di pengaturan Bisnis Meta, lalu tekan “Uji”.',
    spam_limit:
      'WhatsApp membatasi nomor ini karena ada yang memblokir atau melaporkannya. Kirim lebih sedikit, hanya kepada yang menunggunya; lihat mutunya di WhatsApp Manager.',
    test_number:
      'Ini nomor uji dari Meta, yang hanya menulis kepada orang di daftarnya. Tambahkan mereka di “API setup”, atau pakai nomor sendiri.',
    country:
      'Meta tidak mengizinkan akun ini menulis ke negara seorang penerima. Hubungi orang itu dengan cara lain.',
    template_missing:
      'WhatsApp tidak menerima templat. Di WhatsApp Manager harus berupa templat utility yang disetujui; cocokkan nama, bahasa, dan satu variabel teksnya dengan “Pengaturan”.',
  },
});
