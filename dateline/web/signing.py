"""Signing in and out, where a record is served to more than its own machine."""

from fastapi import FastAPI, Request, Response
from starlette.concurrency import run_in_threadpool
from starlette.responses import RedirectResponse

from dateline.web.access import SIGN_IN, SIGN_OUT, Access
from dateline.web.answers import params_of
from dateline.web.params import NotThere, local
from dateline.web.site import Site
from dateline.web.users import User

MOST_FORM = 4_000  # characters of a field


def add(app: FastAPI, site: Site) -> None:
    def form(request: Request) -> Response:
        _access(request)
        return _form(site, request, local(request.query_params.get("back", "/")))

    async def sign_in(request: Request) -> Response:
        access = _access(request)
        async with request.form(max_files=0, max_fields=5, max_part_size=MOST_FORM) as said:
            name, password, back = (str(said.get(field, "")) for field in ("name", "password", "back"))
        address = request.state.address
        tried = (f"name {name[:100]}", f"address {address}")
        if waits := access.patience.trial(*tried):
            answer = _form(site, request, local(back), "Too many wrong passwords; wait before you try again.", 429)
            answer.headers["retry-after"] = str(int(waits) + 1)
            return answer
        user = await run_in_threadpool(access.users.by_password, name, password)
        if user is None:
            access.patience.was_wrong(*tried)
            return _form(site, request, local(back), "There is nobody of this name and password.", 401)
        access.patience.was_right(*tried)
        answer = RedirectResponse(local(back), status_code=303)
        answer.headers["set-cookie"] = access.set_cookie(access.sessions.begin(user))
        return answer

    async def sign_out(request: Request) -> Response:
        access = _access(request)
        if words := access.words(request.headers.get("cookie", "")):
            access.sessions.end(words)
        answer = RedirectResponse(SIGN_IN, status_code=303)
        answer.headers["set-cookie"] = access.set_cookie("")
        return answer

    for path, answer, method in ((SIGN_IN, form, "GET"), (SIGN_IN, sign_in, "POST"), (SIGN_OUT, sign_out, "POST")):
        app.add_api_route(path, answer, methods=[method], include_in_schema=False)


def signed_in(request: Request) -> User | None:
    """Who asks; None where nobody has to sign in."""
    user: User | None = getattr(request.state, "user", None)
    return user


def _access(request: Request) -> Access:
    access: Access | None = getattr(request.state, "access", None)
    if access is None:
        raise NotThere("nobody has to sign in here", "go to the first page")
    return access


def _form(site: Site, request: Request, back: str, wrong: str = "", status: int = 200) -> Response:
    page = site.page("sign-in.html", params_of(request), title="Sign in", back=back, wrong=wrong)
    return Response(page, status, media_type="text/html", headers={"cache-control": "no-store"})
