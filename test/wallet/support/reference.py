"""Answers questions with the reference tools: one JSON request a line on stdin, one JSON answer a line on stdout.

Run by test/wallet/python.test.ts with the Python of scripts/python-venv.sh.
"""

import json
import sys
from contextlib import redirect_stdout
from importlib.metadata import version

import bittensor_wallet
from bittensor.wallet import Wallet as Wallet11
from bittensor_core import Keypair as Keypair11
from bittensor_wallet import Keypair as Keypair410

# The tools print to stdout; the answers must stay alone there.
answers = sys.stdout
sys.stdout = sys.stderr


def tool(name):
    if name == "4.1.0":
        return bittensor_wallet.Wallet, Keypair410
    if name == "11.3.0":
        return Wallet11, Keypair11
    raise ValueError(name)


def describe(pair):
    return {"address": pair.ss58_address, "cryptoType": int(pair.crypto_type)}


def as_bytes(value):
    return bytes.fromhex(value.removeprefix("0x")) if isinstance(value, str) else bytes(value)


def versions():
    return {name: version(name) for name in ("bittensor-wallet", "bittensor", "bittensor-core")}


def open_key(name, path, wallet, hotkey, password, message):
    """Opens a key (the coldkey if there is no hotkey), and signs with it."""
    Wallet, _ = tool(name)
    handle = Wallet(name=wallet, hotkey=hotkey or "default", path=path)
    pair = handle.get_hotkey(password) if hotkey else handle.get_coldkey(password)
    public = handle.hotkeypub if hotkey else handle.coldkeypub
    return {
        **describe(pair),
        "public": describe(public),
        "signature": as_bytes(pair.sign(message.encode())).hex(),
    }


def create(name, path, wallet, password, crypto_type):
    """Makes a wallet with an encrypted coldkey and a hotkey in the clear."""
    Wallet, _ = tool(name)
    handle = Wallet(name=wallet, hotkey="default", path=path)
    handle.create_new_coldkey(
        n_words=12, use_password=True, overwrite=False, suppress=True, coldkey_password=password, crypto_type=crypto_type
    )
    handle.create_new_hotkey(n_words=12, use_password=False, overwrite=False, suppress=True, crypto_type=crypto_type)
    return {"coldkey": describe(handle.coldkeypub), "hotkey": describe(handle.hotkeypub)}


def from_uri(name, uri, crypto_type):
    _, Keypair = tool(name)
    return describe(Keypair.create_from_uri(uri, crypto_type=crypto_type))


def from_json(name, text, passphrase):
    _, Keypair = tool(name)
    return describe(Keypair.create_from_encrypted_json(text, passphrase))


def verify(name, address, crypto_type, message, signature):
    _, Keypair = tool(name)
    pair = Keypair(ss58_address=address, crypto_type=crypto_type)
    return pair.verify(message.encode(), as_bytes(signature))


def encrypt_for(name, address, message):
    _, Keypair = tool(name)
    return as_bytes(Keypair.encrypt_for(address, message.encode(), crypto_type=0)).hex()


def decrypt(name, mnemonic, box):
    _, Keypair = tool(name)
    return as_bytes(Keypair.create_from_mnemonic(mnemonic, crypto_type=0).decrypt(as_bytes(box))).decode()


OPERATIONS = {
    operation.__name__: operation
    for operation in (versions, open_key, create, from_uri, from_json, verify, encrypt_for, decrypt)
}

for line in sys.stdin:
    operation, arguments = json.loads(line)
    try:
        with redirect_stdout(sys.stderr):
            answer = {"ok": OPERATIONS[operation](*arguments)}
    except BaseException as error:  # a Rust panic is no Exception
        answer = {"error": type(error).__name__}
    print(json.dumps(answer), file=answers, flush=True)
