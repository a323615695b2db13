"""The ground that pages grow on: locale, root, site, home, catalogue, collections, groups, workflow.

``plant()`` may be called at any time, on a fresh database as on one that a flush has emptied; it adds what is missing.
"""

from collections.abc import Iterable
from urllib.parse import urlsplit

from django.apps import apps
from django.conf import settings
from django.contrib.auth.management import create_permissions
from django.contrib.auth.models import Group, Permission
from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.utils.translation import gettext as _
from wagtail.models import (
    Collection,
    CollectionViewRestriction,
    GroupApprovalTask,
    GroupCollectionPermission,
    GroupPagePermission,
    Locale,
    Page,
    Site,
    Workflow,
    WorkflowPage,
    WorkflowTask,
)

from accounts.models import Role
from cms.models import CataloguePage, HomePage

REVIEWERS = "content_reviewer"
WORKFLOW = "Duyệt nội dung"
IMAGES = "Hình ảnh bài giảng"
DOCUMENTS = "Tài liệu bài giảng"
# Whose permissions are granted here.
APPS_WITH_PERMISSIONS = ("wagtailcore", "wagtailadmin", "wagtailimages", "wagtaildocs", "cms")
WAGTAIL_GROUPS = ("Editors", "Moderators")
WAGTAIL_WORKFLOW = "Moderators approval"


@transaction.atomic
def plant() -> CataloguePage:
    """Make what is missing and return the catalogue, under which courses grow."""
    # A migration in progress, or a flush, has models whose permissions are not written yet.
    for label in APPS_WITH_PERMISSIONS:
        create_permissions(apps.get_app_config(label), verbosity=0)
    home = _home(_root(_locale()))
    _site(home)
    catalogue = _catalogue(home)
    _sweep(home)
    _workflow(catalogue)
    _groups(home, catalogue)
    return catalogue


def _locale() -> Locale:
    return Locale.objects.get_or_create(language_code=settings.LANGUAGE_CODE)[0]


def _root(locale: Locale) -> Page:
    root = Page.get_first_root_node()
    if root is None:
        kind = ContentType.objects.get_for_model(Page)
        root = Page.add_root(
            instance=Page(title="Root", slug="root", locale=locale, content_type=kind)
        )
    return root


def _home(root: Page) -> HomePage:
    home = HomePage.objects.first()
    if home is None:
        home = root.add_child(
            instance=HomePage(
                title=_("Tập huấn truyền thông chính sách"),
                lead=_(
                    "Hệ thống tập huấn, bồi dưỡng về truyền thông chính sách của tỉnh: "
                    "tổ chức lớp, cử học viên, học tập, cấp và kiểm tra giấy chứng nhận."
                ),
            )
        )
    return home


def _site(home: HomePage) -> None:
    address = urlsplit(settings.SITE_URL)
    port = address.port or (443 if address.scheme == "https" else 80)
    Site.objects.update_or_create(
        is_default_site=True,
        defaults={
            "hostname": address.hostname or "localhost",
            "port": port,
            "site_name": settings.SITE_NAME,
            "root_page": home,
        },
    )


def _catalogue(home: HomePage) -> CataloguePage:
    catalogue = CataloguePage.objects.first()
    if catalogue is None:
        catalogue = home.add_child(
            instance=CataloguePage(
                title=_("Khóa tập huấn"),
                lead=_("Các khóa tập huấn, chuyên đề và số tiết đang được giảng dạy."),
            )
        )
    return catalogue


def _sweep(home: HomePage) -> None:
    """Take away what Wagtail's own first migration planted, unless somebody uses it."""
    kind = ContentType.objects.get_for_model(Page)
    for page in Page.objects.filter(depth=2, content_type=kind, numchild=0).exclude(pk=home.pk):
        page.delete()
    Group.objects.filter(name__in=WAGTAIL_GROUPS, user__isnull=True).delete()
    stock = Workflow.objects.filter(name=WAGTAIL_WORKFLOW)
    WorkflowPage.objects.filter(workflow__in=stock).delete()
    stock.update(active=False)


def _workflow(catalogue: CataloguePage) -> None:
    if WorkflowPage.objects.filter(page_id=catalogue.pk).exists():
        return
    task = GroupApprovalTask.objects.get_or_create(name=WORKFLOW)[0]
    task.groups.add(_group(REVIEWERS))
    workflow = Workflow.objects.get_or_create(name=WORKFLOW)[0]
    WorkflowTask.objects.get_or_create(workflow=workflow, task=task.task_ptr)
    WorkflowPage.objects.create(workflow=workflow, page_id=catalogue.pk)


def _groups(home: HomePage, catalogue: CataloguePage) -> None:
    """Trainers write, and publish unless the office wants a second pair of eyes (CONTENT_REVIEW_REQUIRED)."""
    trainers, reviewers, keepers = (
        _group(name) for name in (Role.TRAINER, REVIEWERS, Role.ADMINISTRATOR)
    )
    publishing = {"publish_page"}
    review_required = getattr(settings, "CONTENT_REVIEW_REQUIRED", False)
    writing = {"add_page", "change_page"}
    _on_page(trainers, catalogue, writing | (set() if review_required else publishing))
    _on_page(reviewers, catalogue, {"change_page", "lock_page", "unlock_page"} | publishing)
    _on_page(keepers, home, writing | {"lock_page", "unlock_page"} | publishing)
    if review_required:
        _take_publishing(trainers)
    for group in (trainers, reviewers, keepers):
        may_publish = group != trainers or not review_required
        group.permissions.add(*_bank_permissions(may_publish=may_publish))
    _collections((trainers, reviewers, keepers))


def _group(name: str) -> Group:
    return Group.objects.get_or_create(name=name)[0]


def _on_page(group: Group, page: Page, codenames: Iterable[str]) -> None:
    wanted = Permission.objects.filter(
        content_type__app_label="wagtailcore", codename__in=codenames
    )
    GroupPagePermission.objects.bulk_create(
        [
            GroupPagePermission(group=group, page_id=page.pk, permission=permission)
            for permission in wanted
        ],
        ignore_conflicts=True,
    )


def _take_publishing(group: Group) -> None:
    GroupPagePermission.objects.filter(group=group, permission__codename="publish_page").delete()
    group.permissions.remove(
        *Permission.objects.filter(content_type__app_label="cms", codename="publish_question")
    )


def _bank_permissions(*, may_publish: bool) -> list[Permission]:
    """The admin's door, the question bank and the legal documents. A question in use cannot be deleted at all."""
    codenames = {
        *("access_admin", "add_question", "change_question", "delete_question"),
        *("add_questioncategory", "change_questioncategory"),
        *("add_legaldocument", "change_legaldocument"),
    }
    if may_publish:
        codenames.add("publish_question")
    return list(
        Permission.objects.filter(
            content_type__app_label__in=["cms", "wagtailadmin"], codename__in=codenames
        )
    )


def _collections(groups: Iterable[Group]) -> None:
    """Images are public under names nobody guesses; documents are for signed-in people, gated by cms.documents."""
    images, documents = _collection(IMAGES), _collection(DOCUMENTS)
    CollectionViewRestriction.objects.get_or_create(
        collection=documents, restriction_type=CollectionViewRestriction.LOGIN
    )
    home_of = {"image": images, "document": documents}
    codenames = {f"{verb}_{noun}": noun for noun in home_of for verb in ("add", "change", "choose")}
    permissions = Permission.objects.filter(
        content_type__app_label__in=["wagtailimages", "wagtaildocs"], codename__in=codenames
    )
    GroupCollectionPermission.objects.bulk_create(
        [
            GroupCollectionPermission(
                group=group,
                collection=home_of[codenames[permission.codename]],
                permission=permission,
            )
            for group in groups
            for permission in permissions
        ],
        ignore_conflicts=True,
    )


def _collection(name: str) -> Collection:
    root = Collection.get_first_root_node() or Collection.add_root(name="Root")
    found = Collection.objects.filter(name=name).first()
    return found or root.add_child(name=name)
