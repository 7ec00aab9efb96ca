// Words that wait to be saved. They lie in the browser's own database from the moment they are typed until the server
// has answered for them: a lost connection, a reload or a closed browser loses none. Where that database is refused
// (a private window), they lie in this page alone. What nobody has come back for in KEPT_DAYS is deleted: a device is no
// place to forget words in.
const NAME = "framdrift-waiting";
const STORE = "notes";
const KEPT_DAYS = 60;

const answered = (request) =>
  new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
const finished = (transaction) =>
  new Promise((resolve, reject) => {
    transaction.oncomplete = () => resolve();
    transaction.onerror = transaction.onabort = () => reject(transaction.error);
  });

const keyOf = (entry) => `${entry.place}|${entry.writer}|${entry.key}`;
const before = (a, b) => (a.writer === b.writer ? a.save_no - b.save_no : a.typed - b.typed);

const openDatabase = async () => {
  const opening = indexedDB.open(NAME, 1);
  opening.onupgradeneeded = () => opening.result.createObjectStore(STORE);
  return answered(opening);
};

const forgetOld = async (notes) => {
  const oldest = Date.now() - KEPT_DAYS * 24 * 3600 * 1000;
  for (const entry of await answered(notes.getAll())) if (entry.typed < oldest) notes.delete(keyOf(entry));
};

// `place` is whose page it is: the account, where there is one, and the address. Entries are
// { place, writer, save_no, key, typed, ... }.
export const openWaiting = async (place) => {
  const here = new Map();
  let database = null;
  try {
    database = await openDatabase();
  } catch {
    // A private window: see above.
  }
  const store = (mode) => {
    const transaction = database.transaction(STORE, mode, { durability: "strict" });
    return [transaction.objectStore(STORE), finished(transaction)];
  };

  if (database) {
    const [notes, done] = store("readwrite");
    await forgetOld(notes).then(() => done).catch(() => {});
  }

  return {
    put: async (entry) => {
      here.set(keyOf(entry), entry);
      if (!database) return;
      const [notes, done] = store("readwrite");
      notes.put(entry, keyOf(entry));
      await done.catch(() => {}); // a full disk: it still lies in `here`
    },
    all: async () => {
      const found = new Map(here);
      if (database) {
        const range = IDBKeyRange.bound(`${place}|`, `${place}|\uffff`);
        for (const entry of await answered(store("readonly")[0].getAll(range))) {
          const known = found.get(keyOf(entry));
          if (!known || known.save_no < entry.save_no) found.set(keyOf(entry), entry);
        }
      }
      return [...found.values()].sort(before);
    },
    // Answered for by the server; a newer one under the same key stays.
    remove: async (entry) => {
      if (here.get(keyOf(entry))?.save_no === entry.save_no) here.delete(keyOf(entry));
      if (!database) return;
      const [notes, done] = store("readwrite");
      const kept = await answered(notes.get(keyOf(entry)));
      if (kept && kept.save_no === entry.save_no) notes.delete(keyOf(entry));
      await done.catch(() => {});
    },
  };
};
