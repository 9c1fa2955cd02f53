"""Does a subnet's work with the bittensor SDK 10.2.0 and prints, for each piece, one line of JSON: {flow, ok, detail}."""

import json
import sys
import traceback

from bittensor.core.subtensor import Subtensor
from bittensor.utils.balance import Balance
from bittensor_wallet import Keypair, Wallet

CHARLIE = "5FLSigC9HGRKVhB9FiEo4Y3koPsNmBmLJbpXg2mp1hXcS59Y"
NETUID = 2
SALT = [1, 2, 3, 4]

subtensor = Subtensor(network=sys.argv[1])


def wallet_of(name):
    wallet = Wallet(name=name, hotkey="default", path="wallets")
    keypair = Keypair.create_from_uri("//" + name)
    wallet.set_coldkey(keypair, encrypt=False, overwrite=True)
    wallet.set_coldkeypub(keypair, overwrite=True)
    wallet.set_hotkey(keypair, encrypt=False, overwrite=True)
    return wallet


alice, bob = wallet_of("Alice"), wallet_of("Bob")


def advance(blocks):
    """A busy machine makes fewer than it was asked for, and says so."""
    while blocks > 0:
        blocks -= subtensor.substrate.rpc_request("tao_advance", [blocks])["result"]["made"]


def sure(response):
    """The SDK answers failures with a response as well."""
    assert response.success, response.message
    return response


def set_parameter(function, as_root=False, **params):
    call = subtensor.compose_call("AdminUtils", function, {"netuid": NETUID, **params})
    if as_root:
        call = subtensor.compose_call("Sudo", "sudo", {"call": call})
    sure(subtensor.sign_and_send_extrinsic(call, alice))


def wallet():
    assert subtensor.get_balance(alice.coldkeypub.ss58_address) == Balance.from_tao(1_000_000)
    assert subtensor.get_current_block() == 0


def transfer():
    fee = subtensor.get_transfer_fee(alice, CHARLIE, Balance.from_tao(5))
    before = subtensor.get_balance(alice.coldkeypub.ss58_address)
    sure(subtensor.transfer(alice, CHARLIE, Balance.from_tao(5), wait_for_finalization=True))
    assert subtensor.get_balance(CHARLIE) == Balance.from_tao(1_000_005)
    paid = before - Balance.from_tao(5) - subtensor.get_balance(alice.coldkeypub.ss58_address)
    # The client estimates with an era that is a byte shorter than the one it sends.
    assert fee < paid < fee + Balance.from_rao(10_000), (fee.rao, paid.rao)


def subnet():
    sure(subtensor.register_subnet(alice))
    advance(10)
    sure(subtensor.start_call(alice, NETUID))
    assert subtensor.is_subnet_active(NETUID)


def register():
    sure(subtensor.burned_register(bob, NETUID))
    assert subtensor.get_uid_for_hotkey_on_subnet(bob.hotkey.ss58_address, NETUID) == 1


def stake():
    hotkey = alice.hotkey.ss58_address
    sure(subtensor.add_stake(alice, NETUID, hotkey, Balance.from_tao(100)))
    sure(subtensor.unstake(alice, NETUID, hotkey, Balance.from_tao(10).set_unit(NETUID)))
    five = Balance.from_tao(5).set_unit(NETUID)
    sure(subtensor.move_stake(alice, NETUID, hotkey, NETUID, bob.hotkey.ss58_address, five))
    coldkey = alice.coldkeypub.ss58_address
    assert subtensor.get_stake(coldkey, bob.hotkey.ss58_address, NETUID).tao == 5
    assert {info.hotkey_ss58 for info in subtensor.get_stake_info_for_coldkey(coldkey)} == {
        hotkey,
        bob.hotkey.ss58_address,
    }


def commit_reveal():
    set_parameter("sudo_set_weights_set_rate_limit", as_root=True, weights_set_rate_limit=0)
    weights = {"netuid": NETUID, "salt": SALT, "uids": [0, 1], "weights": [21845, 65535]}
    sure(subtensor.commit_weights(alice, **weights, wait_for_inclusion=True, wait_for_finalization=True))
    advance(subtensor.tempo(NETUID))
    sure(subtensor.reveal_weights(alice, **weights, wait_for_inclusion=True, wait_for_finalization=True))
    [(uid, row)] = subtensor.weights(NETUID)
    assert uid == 0 and row == [(0, 21845), (1, 65535)], row


def open_weights():
    set_parameter("sudo_set_commit_reveal_weights_enabled", enabled=False)
    assert not subtensor.commit_reveal_enabled(NETUID)
    advance(1)
    sure(
        subtensor.set_weights(
            alice, NETUID, [0, 1], [0.5, 0.5], wait_for_inclusion=True, wait_for_finalization=True
        )
    )
    [(_, row)] = subtensor.weights(NETUID)
    assert row == [(0, 65535), (1, 65535)], row


def children():
    sure(subtensor.set_children(alice, NETUID, alice.hotkey.ss58_address, [(0.5, bob.hotkey.ss58_address)]))
    pending, _ = subtensor.get_children_pending(alice.hotkey.ss58_address, NETUID)
    assert [child for _, child in pending] == [bob.hotkey.ss58_address]


def root_claim():
    sure(subtensor.root_register(alice))
    sure(subtensor.set_root_claim_type(alice, "Keep"))
    assert subtensor.get_root_claim_type(alice.coldkeypub.ss58_address) == "Keep"
    sure(subtensor.claim_root(alice, [NETUID]))


def hyperparameters():
    set_parameter("sudo_set_immunity_period", immunity_period=7)
    assert subtensor.get_subnet_hyperparameters(NETUID).immunity_period == 7


def metagraph():
    seen = subtensor.metagraph(NETUID)
    assert list(seen.hotkeys) == [alice.hotkey.ss58_address, bob.hotkey.ss58_address]
    assert seen.S[0] > 80 and seen.S[1] == 5, seen.S
    assert subtensor.get_metagraph_info(NETUID).num_uids == 2
    assert subtensor.get_all_subnets_netuid() == [0, 1, 2]
    assert len(subtensor.neurons(NETUID)) == 2


def proxy():
    sure(subtensor.add_proxy(alice, bob.coldkeypub.ss58_address, "Any", 0))
    call = subtensor.compose_call(
        "Balances", "transfer_keep_alive", {"dest": CHARLIE, "value": 1_000_000_000}
    )
    before = subtensor.get_balance(CHARLIE)
    sure(subtensor.proxy(bob, alice.coldkeypub.ss58_address, None, call))
    assert subtensor.get_balance(CHARLIE) == before + Balance.from_tao(1)
    sure(subtensor.remove_proxy(alice, bob.coldkeypub.ss58_address, "Any", 0))


FLOWS = [
    wallet,
    transfer,
    subnet,
    register,
    stake,
    commit_reveal,
    open_weights,
    children,
    root_claim,
    hyperparameters,
    metagraph,
    proxy,
]

for flow in FLOWS:
    try:
        flow()
        outcome = {"ok": True, "detail": ""}
    except BaseException:
        outcome = {"ok": False, "detail": traceback.format_exc()}
    print(json.dumps({"flow": flow.__name__, **outcome}), flush=True)
