"""A message that an older version of the bot drew, pressed after an upgrade."""

FORUM = "#cx-forum"


async def test_an_old_button_says_so_and_its_message_is_drawn_anew(town):
    await town.ada.types("/cx commit call Acme by friday", in_=FORUM)
    await town.shows("C-1", card=FORUM)
    await town.slack.quiet()  # The bot knows by now which message that is.
    old = town.card(FORUM)
    button = old.blocks[-1]["elements"][0]
    button["action_id"], button["text"]["text"] = "promise.finished", "Finished"

    await town.ada.presses("Finished", on=old)

    await town.shows("[Done]", card=FORUM)
    said = "This is from an older version of me"
    await town.slack.until(lambda: said in town.ada.ephemerals(FORUM)[-1].text)
